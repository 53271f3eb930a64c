/**
 * Names that came with a Python: `module:name,name`, `Class.:method` for those of objects, `function():argument`, `:name` for what needs no
 * import, `module` alone for a whole module. From "What's New In Python 3.12" to "3.15" (docs.python.org/3/whatsnew).
 */
const NEW: Readonly<Record<string, string>> = {
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

/** Names that are gone since a Python, in the same form; behind `>` what has taken the place of one, behind `>>` that of all before it. */
const GONE: Readonly<Record<string, string>> = {
  '3.0':
    'urllib2>urllib.request urlparse>urllib.parse ConfigParser>configparser Queue>queue StringIO>io cStringIO>io cPickle>pickle SocketServer>socketserver ' +
    'BaseHTTPServer>http.server SimpleHTTPServer>http.server httplib>http.client HTMLParser>html.parser Cookie>http.cookies cookielib>http.cookiejar ' +
    'Tkinter>tkinter tkMessageBox>tkinter.messagebox ' +
    ':raw_input>input,xrange>range,unicode>str,basestring>str,unichr>chr,reduce>functools.reduce,reload>importlib.reload,execfile>exec ' +
    'itertools:izip>zip,imap>map,ifilter>filter,izip_longest>zip_longest string:letters>ascii_letters,lowercase>ascii_lowercase,uppercase>ascii_uppercase,maketrans>str.maketrans,join>str.join ' +
    'sys:maxint>maxsize urllib:urlopen>urllib.request,urlencode>urllib.parse,quote>urllib.parse,unquote>urllib.parse,urlretrieve>urllib.request ' +
    'types:StringType>str,ListType>list dict.:has_key>in,iteritems>items,iterkeys>keys,itervalues>values generator.:next>next() list_iterator.:next>next()',
  '3.8': 'time:clock>perf_counter macpath cgi:escape>html.escape',
  '3.9':
    '_dummy_thread dummy_threading base64:encodestring>encodebytes,decodestring>decodebytes fractions:gcd>math.gcd sys:getcheckinterval,setcheckinterval>setswitchinterval ' +
    'array.:tostring>tobytes,fromstring>frombytes Thread.:isAlive>is_alive HTMLParser.:unescape>html.unescape Element.:getchildren>list(),getiterator>iter ' +
    'Task.:current_task>asyncio.current_task,all_tasks>asyncio.all_tasks',
  '3.10':
    'collections:Mapping,MutableMapping,Sequence,MutableSequence,Set,MutableSet,Iterable,Iterator,Generator,Callable,Hashable,Sized,Container,Awaitable,Coroutine,AsyncIterator,ItemsView,KeysView,ValuesView>>collections.abc ' +
    'open_connection():loop start_server():loop sleep():loop gather():loop wait_for():loop wait():loop',
  '3.11':
    'binhex inspect:getargspec>inspect.signature,formatargspec>inspect.signature asyncio:coroutine asyncio.coroutines:coroutine ' +
    'gettext:lgettext>gettext,ldgettext>dgettext,lngettext>ngettext',
  '3.12':
    'asynchat>asyncio asyncore>asyncio distutils>setuptools imp>importlib smtpd>asyncio configparser:SafeConfigParser>ConfigParser RawConfigParser.:readfp>read_file ConfigParser.:readfp>read_file ' +
    'ssl:wrap_socket>SSLContext.wrap_socket,match_hostname,RAND_pseudo_bytes>RAND_bytes locale:format>format_string ' +
    'importlib:find_loader>importlib.util.find_spec Path.:link_to>hardlink_to ' +
    '*.:assertEquals>assertEqual,assertNotEquals>assertNotEqual,assert_>assertTrue,assertAlmostEquals>assertAlmostEqual,assertRegexpMatches>assertRegex,' +
    'assertNotRegexpMatches>assertNotRegex,assertRaisesRegexp>assertRaisesRegex,assertDictContainsSubset,failUnless>assertTrue,failIf>assertFalse',
  '3.13':
    'aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap nntplib pipes>subprocess sndhdr telnetlib uu>base64 xdrlib>struct tkinter.tix>tkinter.ttk ' +
    'typing.io>typing typing.re>typing locale:resetlocale>setlocale re:template,TEMPLATE unittest:makeSuite,findTestCases,getTestCaseNames>>TestLoader',
  '3.14':
    'ast:Num,Str,Bytes,NameConstant,Ellipsis>>Constant asyncio:get_child_watcher,set_child_watcher,AbstractChildWatcher,ThreadedChildWatcher ' +
    'pkgutil:find_loader>importlib.util.find_spec,get_loader>importlib.util.find_spec pty:master_open>openpty,slave_open>openpty sqlite3:version>sqlite_version,version_info>sqlite_version_info ' +
    'importlib.abc:ResourceReader,Traversable,TraversableResources>>importlib.resources.abc urllib.request:URLopener,FancyURLopener>>urlopen',
  '3.15':
    'sre_compile>re sre_constants>re sre_parse>re glob:glob0>glob,glob1>glob http.server:CGIHTTPRequestHandler typing:no_type_check_decorator',
};

/** When a name of Python's own came or went; `instead`: what has taken its place, null when nothing has. */
export interface NameChange {
  readonly version: string;
  readonly instead: string | null;
}

type Changes = ReadonlyMap<string, NameChange>;

let read: { readonly came: Changes; readonly went: Changes } | null = null;

/** @param key in the form of the tables: `itertools:batched`, `Path.:walk`, `glob():case_sensitive` */
export function cameWith(key: string): NameChange | null {
  return tables().came.get(key) ?? null;
}

export function wentWith(key: string): NameChange | null {
  return tables().went.get(key) ?? null;
}

/** Read at the first question: most runs ask none. */
function tables(): NonNullable<typeof read> {
  read ??= { came: changes(NEW), went: changes(GONE) };
  return read;
}

function changes(versions: Readonly<Record<string, string>>): Changes {
  const found = new Map<string, NameChange>();
  for (const [version, groups] of Object.entries(versions))
    for (const group of groups.split(' ')) {
      const at = group.indexOf(':');
      const [names = '', all = null] = group.slice(at + 1).split('>>');
      const owner = group.slice(0, at + 1);
      for (const entry of names.split(',')) {
        const [name = '', instead = all] = entry.split('>');
        found.set(`${owner}${name}`, { version, instead });
      }
    }
  return found;
}
