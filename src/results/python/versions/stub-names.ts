/**
 * Written by scripts/python-names/generate.py from typeshed's stubs: names of the standard library that came with a version of Python (`CAME`), and
 * those that are gone since one (`WENT`). Owners before a colon, names behind it: `module:name`, `Class.:attribute`, `function():argument`. A module
 * stands alone.
 */

export const CAME: Readonly<Record<string, string>> = {
  '3.12': `
AsyncFunctionDef,ClassDef,FunctionDef.:type_params AsyncFunctionDef.__init__,ClassDef.__init__,FunctionDef.__init__():type_params
AsyncGeneratorType.:ag_suspended BaseEventLoop.create_connection():all_errors BaseEventLoop.shutdown_default_executor():timeout
CGIHTTPRequestHandler,SimpleHTTPRequestHandler.:index_pages Connection.__init__,connect():autocommit Connection.load_extension():entrypoint
DirEntry.:is_junction Fraction,bool,int.:is_integer HTTPConnection,HTTPSConnection.:get_proxy_response_headers
HTTPStatus.:is_client_error,is_informational,is_redirection,is_server_error,is_success Handle,Task,TimerHandle.:get_context
ImportError,ModuleNotFoundError.:name_from LogRecord.:taskName Logger,RootLogger.:getChildren NamedTemporaryFile():delete_on_close
ParamSpec.__init__,TypeVar.__init__():infer_variance Path.:is_junction,walk,with_segments Path.exists():follow_symlinks
Path.glob,Path.rglob,PurePath.match():case_sensitive Pen,RawPen,RawTurtle,TNavigator,TPen,Turtle.:teleport PurePath.:with_segments
PurePath.relative_to():walk_up QueueHandler.:listener Random,SystemRandom.:binomialvariate Repr.:indent
StreamWriter.start_tls():ssl_shutdown_timeout Task.__init__():eager_start TemporaryDirectory.__init__():delete
TestProgram,TextTestResult,TextTestRunner,main.:durations
TestProgram.__init__,TextTestResult.__init__,TextTestRunner.__init__,main.__init__():durations TestResult.:addDuration,collectedDurations
Untokenizer.:add_backslash_continuation,escape_brackets ast:ParamSpec,TypeAlias,TypeVar,TypeVarTuple,type_param
asyncio.constants:THREAD_JOIN_TIMEOUT asyncio:create_eager_task_factory,eager_task_factory
calendar:APRIL,AUGUST,DECEMBER,Day,FEBRUARY,JANUARY,JULY,JUNE,MARCH,MAY,Month,NOVEMBER,OCTOBER,SEPTEMBER collections.abc:Buffer
correlation():method csv:QUOTE_NOTNULL,QUOTE_STRINGS ctypes:c_time_t date.strftime,time.strftime():format datetime.fromtimestamp():timestamp
deliver_challenge():digest_name fcntl:FICLONE,FICLONERANGE
inspect:AGEN_CLOSED,AGEN_CREATED,AGEN_RUNNING,AGEN_SUSPENDED,BufferFlags,getasyncgenlocals,getasyncgenstate,markcoroutinefunction
itertools:batched logging:getHandlerByName,getHandlerNames make_dataclass():module math:sumprod nextafter():steps
os.path,posixpath:isjunction,splitroot os:PIDFD_NONBLOCK,setns,unshare parse_template():pattern random:binomialvariate run():loop_factory
socket:ETH_P_ALL socketserver:ForkingUnixDatagramServer,ForkingUnixStreamServer sqlite3:LEGACY_TRANSACTION_CONTROL
ssl:OP_ENABLE_KTLS,OP_LEGACY_SERVER_CONNECT
sys:activate_stack_trampoline,deactivate_stack_trampoline,getunicodeinternedsize,is_stack_trampoline_active,monitoring
threading:setprofile_all_threads,settrace_all_threads token,tokenize:EXCLAMATION,FSTRING_END,FSTRING_MIDDLE,FSTRING_START
tty:cfmakecbreak,cfmakeraw turtle:teleport types:get_original_bases typing:TypeAliasType,override uuid:main warn():skip_file_prefixes`,
  '3.13': `
dbm.sqlite3 :PythonFinalizationError AbstractEventLoop.create_server,BaseEventLoop.create_server():keep_alive
AbstractEventLoop.create_task,BaseEventLoop.create_task():eager_start AbstractEventLoop.create_unix_server():cleanup_socket
AbstractServer.:abort_clients,close_clients Action.__init__,BooleanOptionalAction.__init__():deprecated CompleteDirs.:inject
Connection.iterdump():filter DebugRunner,DocTestRunner.:skips FunctionType.__init__,LambdaType.__init__,function.__init__():kwdefaults
HTTPStatus.:CONTENT_TOO_LARGE,RANGE_NOT_SATISFIABLE,UNPROCESSABLE_CONTENT,URI_TOO_LONG IMAP4.setannotation():mailbox
IPv4Address,IPv4Interface.:ipv6_mapped InteractiveConsole.:local_exit InteractiveConsole.__init__,interact():local_exit
InteractiveConsole.push():filename InteractiveInterpreter.showsyntaxerror():source IsolatedAsyncioTestCase.:loop_factory
LifoQueue,PriorityQueue,Queue.:shutdown LoggerAdapter.:merge_extra LoggerAdapter.__init__():merge_extra
Maildir.:add_flag,get_flags,get_info,remove_flag,set_flags,set_info MimeTypes.:guess_file_type
MissingSectionHeaderError,ParsingError.:combine ParamSpec.__init__():default,default_value,infer_variance Path.:from_uri,full_match,parser
Path.glob,Path.rglob():recurse_symlinks Path.group,Path.is_dir,Path.is_file,Path.owner():follow_symlinks Path.read_text():newline
PurePath.:full_match,parser RawConfigParser.__init__():allow_unnamed_section SSLContext.:set_psk_client_callback,set_psk_server_callback
SSLObject,SSLSocket.:get_unverified_chain,get_verified_chain
ScrolledCanvas.:after_info,busy,busy_cget,busy_config,busy_configure,busy_current,busy_forget,busy_hold,busy_status,tk_busy,tk_busy_cget,tk_busy_config,tk_busy_configure,tk_busy_current,tk_busy_forget,tk_busy_hold,tk_busy_status
SharedMemory.__init__():track Signature.:format TarFile.:stream TarFile.__init__():stream TestResults.:skipped
TracebackException.:exc_type_str TracebackException.__init__():save_exc_type
TracebackException.format_exception_only,format_exception_only():show_group TypeVar.__init__,TypeVarTuple.__init__():default,default_value
ZipInfo.:compress_level ast:PyCF_OPTIMIZED_AST asyncio:EventLoop,QueueShutDown base64:z85decode,z85encode batched.__init__():strict
blake2b.__init__,blake2s.__init__():data,string configparser:MultilineContinuationError,UNNAMED_SECTION copy:replace
dircmp.__init__():shallow dump():allow_code,aware_datetime,show_empty dumps,load,loads():allow_code,aware_datetime enum:EnumDict
eval,exec():globals,locals glob:translate http.client:CONTENT_TOO_LARGE,RANGE_NOT_SATISFIABLE,UNPROCESSABLE_CONTENT,URI_TOO_LONG math:fma
md5,sha1,sha224,sha256,sha384,sha3_224,sha3_256,sha3_384,sha3_512,sha512,shake_128,shake_256():data mimetypes:guess_file_type mmap.:seekable
mmap.__init__():trackfd os.path,posixpath:isdevdrive
os:grantpt,posix_openpt,process_cpu_count,ptsname,timerfd_create,timerfd_gettime,timerfd_gettime_ns,timerfd_settime,timerfd_settime_ns,unlockpt
parse():optimize pathlib:UnsupportedOperation platform:AndroidVer,IOSVersionInfo,android_ver,ios_ver queue:ShutDown re:PatternError
readline:backend site:gethistoryfile,register_readline socket:NI_IDN ssl:HAS_PSK statistics:kde,kde_random str.replace():count
syslog:LOG_FTP termios:EXTPROC,IUTF8 types:CapsuleType typing:NoDefault,ReadOnly,TypeIs,get_protocol_members,is_protocol
unittest.mock:ThreadingMixin,ThreadingMock warnings:deprecated`,
  '3.14': `
annotationlib asyncio.graph asyncio.tools compression concurrent.futures.interpreter concurrent.interpreters pathlib.types
string.templatelib ArgumentParser.:color,suggest_on_error ArgumentParser.__init__():color,suggest_on_error BaseListProxy,ListProxy.:copy
BaseProcess,ForkProcess,ForkServerProcess,SpawnProcess.:interrupt CodeType.:co_branches Decimal,Fraction,complex,float.:from_number
DictProxy.:fromkeys
DocFileCase,DocTestCase,FunctionTestCase,IsolatedAsyncioTestCase,SkipDocTestCase,TestCase.:assertEndsWith,assertHasAttr,assertIsSubclass,assertNotEndsWith,assertNotHasAttr,assertNotIsSubclass,assertNotStartsWith,assertStartsWith
Executor.map():buffersize Field.:doc Field.__init__,field():doc ForwardRef.:evaluate ForwardRef.__init__():owner FrameType.:f_generator
HelpFormatter.__init__():color IMAP4,IMAP4_SSL,IMAP4_stream.:idle Path.:copy,copy_into,info,move,move_into
Pen,RawPen,RawTurtle,Turtle.:fill,poly ProcessPoolExecutor.:kill_workers,terminate_workers RLock,SemLock.:locked
Signature.format,formatannotation():quote_annotation_strings Signature.from_callable,signature():annotation_format SyncManager.:set
SysLogHandler.:timeout SysLogHandler.__init__():timeout TOMLDecodeError.:colno,doc,lineno,msg,pos TarFile.:zstopen
TarFile.open():level,options,zstd_dict TaskGroup.create_task,create_task,eager_task_factory():eager_start Thread.__init__():context
ThreadPoolExecutor.:BROKEN,prepare_context TurtleScreen.:no_animation,save TypeAliasType.:evaluate_value
ast:Interpolation,TemplateStr,compare
asyncio:FrameCallGraphEntry,FutureCallGraph,capture_call_graph,format_call_graph,future_add_to_awaited_by,future_discard_from_awaited_by,print_call_graph
bytearray.:resize compile_command():flags concurrent.futures.thread:WorkerContext concurrent.futures:InterpreterPoolExecutor
configparser:InvalidWriteError,UnnamedSectionDisabledError ctypes.util:dllist
ctypes.wintypes:HCONV,HCONVLIST,HCURSOR,HDDEDATA,HDROP,HFILE,HRESULT,HSZ
ctypes:CField,c_double_complex,c_float_complex,c_longdouble_complex,memoryview_at curses:assume_default_colors date,time.:strptime
decimal:IEEEContext,IEEE_CONTEXT_MAX_BITS enable():c_stack errno:EHWPOISON faulthandler:dump_c_stack fnmatch:filterfalse
functools:Placeholder get_annotations,get_type_hints():format getpass():echo_char
heapq:heapify_max,heappop_max,heappush_max,heappushpop_max,heapreplace_max http.server:HTTPSServer,ThreadingHTTPSServer imaplib:Idler
inspect:CO_HAS_DOCSTRING,CO_METHOD,ispackage io:Reader,Writer main():authkey_r make_dataclass():decorator map.__init__():strict
multiprocessing.managers:SetProxy multiprocessing.util:WARNING,warn operator:is_none,is_not_none os:readinto,reload_environ
pathname2url():add_scheme platform:invalidate_caches pointer():obj reduce():initial select:EPOLLWAKEUP
sre_compile,sre_constants,sre_parse:CH_NEGATE ssl:HAS_PHA sys:is_remote_debug_enabled,remote_exec
token,tokenize:TSTRING_END,TSTRING_MIDDLE,TSTRING_START turtle:fill,no_animation,poly,save typing:evaluate_forward_ref
url2pathname():require_scheme,resolve_host uuid:MAX,NIL,uuid6,uuid7,uuid8 zipfile:ZIP_ZSTANDARD,ZSTANDARD_VERSION`,
  '3.15': `
math.integer profiling xml.utils :ImportCycleError,frozendict,sentinel
ArgumentParser.format_help,ArgumentParser.format_usage,TestCase.assertLogs():formatter AsyncGeneratorType.:ag_state
BaseContext.set_forkserver_preload,ForkServer.set_forkserver_preload,main():on_error
BaseHTTPRequestHandler,SimpleHTTPRequestHandler,WSGIRequestHandler.:default_content_type BsdDbShelf,DbfilenameShelf,Shelf.:reorganize
CoroutineType.:cr_state DbfilenameShelf.__init__,Shelf.__init__,open():deserializer,serializer DebugRunner,DocTestRunner.:report_skip
GeneratorType.:gi_state HTMLCalendar,LocaleHTMLCalendar.:formatmonthpage
HTTPConnection.__init__,HTTPSConnection.__init__():max_response_headers Import,ImportFrom.:is_lazy
Import.__init__,ImportFrom.__init__():is_lazy JSONDecoder,make_scanner.:array_hook JSONDecoder.__init__,load,loads():array_hook
Path.mkdir,makedirs():parent_mode Pattern.:prefixmatch PrettyPrinter.__init__,pformat,pp,pprint():expand
SSLContext.:get_groups,set_ciphersuites,set_client_sigalgs,set_groups,set_server_sigalgs
SSLObject,SSLSocket.:client_sigalg,group,server_sigalg ScrolledCanvas.:content,grid_content,pack_content,place_content
ServerHTMLDoc.:STDLIB_DIR SimpleHTTPRequestHandler.__init__():extra_response_headers Stats.:print_call_subheading TarFile.__init__():mtime
TaskGroup.:cancel Timer.autorange():target_time TypeAliasType.__init__():qualname
TypeVarTuple.__init__():bound,contravariant,covariant,infer_variance WarningMessage.:module WarningMessage.__init__,compile,parse():module
Wave_read.:getformat Wave_write.:getformat,setformat a2b_base64():alphabet,canonical,ignorechars,padded
a2b_hex,b16decode,unhexlify():ignorechars a85decode():canonical b16encode,b85encode():wrapcol b2a_base64():alphabet,padded,wrapcol
b32decode,b32hexdecode,b64decode():canonical,ignorechars,padded b32encode,b32hexencode,b64encode():padded,wrapcol
b85decode,z85decode():canonical,ignorechars
binascii:ASCII85_ALPHABET,BASE32HEX_ALPHABET,BASE32_ALPHABET,BASE64_ALPHABET,BASE85_ALPHABET,BINHEX_ALPHABET,CRYPT_ALPHABET,URLSAFE_BASE64_ALPHABET,UU_ALPHABET,Z85_ALPHABET,a2b_ascii85,a2b_base32,a2b_base85,b2a_ascii85,b2a_base32,b2a_base85
bytearray.:take_bytes bytearray.replace,bytes.replace():count calendar:standalone_month_abbr,standalone_month_name
compression.zlib,zlib:adler32_combine,crc32_combine dbm.sqlite3:REORGANIZE decimal:SPEC_VERSION
display_awaited_by_tasks_table,display_awaited_by_tasks_tree():retries dump,unified_diff():color
dump_traceback,dump_traceback_later,enable,register():max_threads getdoc():fallback_to_class_doc,inherit_class_doc
getfullargspec():annotation_format math:fmax,fmin,isnormal,issubnormal,signbit mmap.:set_name mmap.flush():flags
os.path,posixpath:ALL_BUT_LAST os:NODEV,statx,statx_result re:prefixmatch resolve_name():strict shelve:ShelveError site:StartupState
ssl:HAS_PSK_TLS13,get_sigalgs sys:abi_info,get_lazy_imports,get_lazy_imports_filter,lazy_modules,set_lazy_imports,set_lazy_imports_filter
threading:concurrent_tee,serialize_iterator,synchronized_iterator types:FrameLocalsProxyType,LazyImportType
typing:NoExtraItems,TypeForm,disjoint_base
unicodedata:block,extended_pictographic,grapheme_cluster_break,indic_conjunct_break,isxidcontinue,isxidstart,iter_graphemes
urldefrag,urlparse,urlsplit():missing_as_none urlsafe_b64decode,urlsafe_b64encode():padded urlunparse,urlunsplit():keep_empty
wave:WAVE_FORMAT_IEEE_FLOAT xml:is_valid_name,is_valid_text z85encode():pad,wrapcol`,
};

export const WENT: Readonly<Record<string, string>> = {
  '3.12': `
asynchat asyncore distutils imp smtpd ConfigParser,RawConfigParser.:readfp
DocFileCase,DocTestCase,FunctionTestCase,IsolatedAsyncioTestCase,SkipDocTestCase,TestCase.:assertAlmostEquals,assertDictContainsSubset,assertEquals,assertNotAlmostEquals,assertNotEquals,assertNotRegexpMatches,assertRaisesRegexp,assertRegexpMatches,assert_,failIf,failIfAlmostEqual,failIfEqual,failUnless,failUnlessAlmostEqual,failUnlessEqual,failUnlessRaises
FTP_TLS.:certfile,keyfile,ssl_version GzipDecodedResponse,GzipFile,MissingSectionHeaderError,ParsingError.:filename
HTTPSConnection.:cert_file,key_file IMAP4_SSL,POP3_SSL,SMTP_SSL.:certfile,keyfile Path.:link_to configparser:SafeConfigParser locale:format
pkgutil:ImpImporter,ImpLoader sqlite3:enable_shared_cache sre_parse:expand_template ssl:RAND_pseudo_bytes,match_hostname,wrap_socket
unittest:load_tests webbrowser:Galeon,Grail zipimporter.:find_loader,find_module`,
  '3.13': `
aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib
Pen,RawPen,RawTurtle,Turtle.:settiltangle RegexFlag.:T,TEMPLATE TestProgram,main.:usageExit configparser:LegacyInterpolation
locale:resetlocale re:T,TEMPLATE,template sre_compile,sre_constants,sre_parse:SRE_FLAG_TEMPLATE token:ASYNC,AWAIT
tokenize:ASYNC,AWAIT,StopTokenizing turtle:settiltangle unittest:findTestCases,getTestCaseNames,makeSuite`,
  '3.14': `
Constant.:n,s ast:Bytes,Ellipsis,NameConstant,Num,Str asyncio.events:AbstractEventLoopPolicy,BaseDefaultEventLoopPolicy
asyncio.unix_events:BaseChildWatcher,DefaultEventLoopPolicy
asyncio:AbstractChildWatcher,FastChildWatcher,MultiLoopChildWatcher,PidfdChildWatcher,SafeChildWatcher,ThreadedChildWatcher,get_child_watcher,set_child_watcher
multiprocessing.reduction:ACKNOWLEDGE pkgutil:find_loader,get_loader pty:master_open,slave_open sqlite3.dbapi2:version sqlite3:version_info
urllib.request:FancyURLopener,URLopener`,
  '3.15': `
sre_compile sre_constants sre_parse CodeType.:co_lnotab Path,PurePath.:is_reserved Wave_read.:getmark,getmarkers
Wave_write.:getmark,getmarkers,setmark cProfile:label collections.abc:ByteString ctypes:SetPointerType glob:glob0,glob1
http.server:CGIHTTPRequestHandler platform:java_ver typing:no_type_check_decorator xml.etree.cElementTree:VERSION zipimporter.:load_module`,
};
