/** What the tables of names knew before they came from stubs: each of these must still be known. In the form of `src/results/python/versions/hand-names.ts`. */
export const OLDER_NAMES: Readonly<Record<string, string>> = {
  '3.12':
    'typing:override,TypeAliasType itertools:batched math:sumprod random:binomialvariate calendar:Month,Day ' +
    'collections.abc:Buffer types:get_original_bases ' +
    'asyncio:eager_task_factory,create_eager_task_factory ' +
    'sys:monitoring logging:getHandlerByName,getHandlerNames ' +
    'csv:QUOTE_STRINGS,QUOTE_NOTNULL os:unshare,setns os.path:isjunction,splitroot ' +
    'turtle:teleport socketserver:ForkingUnixStreamServer,ForkingUnixDatagramServer ' +
    'Path.:walk,is_junction int.:is_integer Fraction.:is_integer Random.:binomialvariate Logger.:getChildren ' +
    'Connection.:getconfig,setconfig,autocommit HTTPStatus.:is_success,is_client_error,is_server_error,is_redirection,is_informational ' +
    'glob():case_sensitive rglob():case_sensitive match():case_sensitive exists():follow_symlinks relative_to():walk_up rmtree():onexc ' +
    'NamedTemporaryFile():delete_on_close Connection():autocommit connect():autocommit run():loop_factory make_dataclass():module extractall():filter extract():filter',
  '3.13':
    'copy:replace warnings:deprecated typing:TypeIs,ReadOnly,NoDefault,get_protocol_members,is_protocol queue:ShutDown asyncio:QueueShutDown,EventLoop ' +
    'enum:EnumDict math:fma re:PatternError glob:translate os:process_cpu_count ' +
    'pathlib:UnsupportedOperation statistics:kde,kde_random types:CapsuleType mimetypes:guess_file_type configparser:UNNAMED_SECTION ' +
    'dbm.sqlite3 unittest.mock:ThreadingMock :PythonFinalizationError ' +
    'Queue.:shutdown LifoQueue.:shutdown PriorityQueue.:shutdown Path.:full_match,from_uri,parser PurePath.:full_match,parser ' +
    'replace():count batched():strict ' +
    'glob():recurse_symlinks rglob():recurse_symlinks is_file():follow_symlinks is_dir():follow_symlinks owner():follow_symlinks group():follow_symlinks read_text():newline ' +
    '_StoreAction.__init__():deprecated _StoreTrueAction.__init__():deprecated exec():globals,locals eval():globals,locals',
  '3.14':
    'annotationlib compression compression.zstd compression.gzip compression.bz2 compression.lzma compression.zlib concurrent.interpreters string.templatelib pathlib.types ' +
    'concurrent.futures:InterpreterPoolExecutor functools:Placeholder heapq:heapify_max,heappush_max,heappop_max,heapreplace_max,heappushpop_max ' +
    'uuid:uuid6,uuid7,uuid8,NIL,MAX io:Reader,Writer operator:is_none,is_not_none fnmatch:filterfalse inspect:ispackage os:readinto,reload_environ ' +
    'ast:compare decimal:IEEEContext asyncio:capture_call_graph,print_call_graph,format_call_graph ' +
    'http.server:HTTPSServer,ThreadingHTTPSServer typing:evaluate_forward_ref ' +
    'turtle:fill,poly,no_animation,save zipfile:ZIP_ZSTANDARD ' +
    'Path.:copy,copy_into,move,move_into,info float.:from_number complex.:from_number Fraction.:from_number Decimal.:from_number ' +
    'bytearray.:resize ProcessPoolExecutor.:terminate_workers,kill_workers Process.:interrupt RLock.:locked Condition.:locked ' +
    'map():strict,buffersize field():doc ArgumentParser.__init__():color,suggest_on_error Thread.__init__():context create_task():eager_start date.:strptime time.:strptime',
  '3.15':
    'math.integer :frozendict,ImportCycleError math:fmax,fmin,isnormal,issubnormal,signbit re:prefixmatch TaskGroup.:cancel bytearray.:take_bytes ' +
    'threading:serialize_iterator,synchronized_iterator,concurrent_tee',
};
