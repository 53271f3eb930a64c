/**
 * Names that came with a Python and that the stubs (`stub-names.ts`) do not tell, in the same form: `module:name,name`, `Class.:method` for those of
 * objects, `function():argument`, `:name` for what needs no import, `module` alone for a whole module. From "What's New In Python 3.12" to "3.15"
 * (docs.python.org/3/whatsnew).
 */
export const NEW: Readonly<Record<string, string>> = {
  '3.12': 'Connection.:getconfig,setconfig,autocommit rmtree():onexc extractall():filter extract():filter',
  '3.13':
    'Queue.:shutdown Server.:abort_clients,close_clients sys:_is_gil_enabled _StoreAction.__init__():deprecated _StoreTrueAction.__init__():deprecated',
  '3.14':
    'compression.zstd compression.gzip compression.bz2 compression.lzma compression.zlib Process.:interrupt Condition.:locked memoryview.:count,index',
};

/** Names that are gone since a Python, with what has taken their place: behind `>` that of one, behind `>>` that of all before it. */
export const GONE: Readonly<Record<string, string>> = {
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
    'array.:tostring>tobytes,fromstring>frombytes Thread,_MainThread,Timer.:isAlive>is_alive HTMLParser.:unescape>html.unescape Element.:getchildren>list(),getiterator>iter ' +
    'Task.:current_task>asyncio.current_task,all_tasks>asyncio.all_tasks',
  '3.10':
    'collections:Mapping,MutableMapping,Sequence,MutableSequence,Set,MutableSet,Iterable,Iterator,Generator,Callable,Hashable,Sized,Container,Awaitable,Coroutine,AsyncIterator,ItemsView,KeysView,ValuesView>>collections.abc ' +
    'open_connection():loop start_server():loop sleep():loop gather():loop wait_for():loop wait():loop',
  '3.11':
    'binhex inspect:getargspec>inspect.signature,formatargspec>inspect.signature asyncio:coroutine asyncio.coroutines:coroutine ' +
    'gettext:lgettext>gettext,ldgettext>dgettext,lngettext>ngettext',
  '3.12':
    'asynchat>asyncio asyncore>asyncio distutils imp>importlib smtpd>asyncio configparser:SafeConfigParser>ConfigParser RawConfigParser.:readfp>read_file ConfigParser.:readfp>read_file ' +
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
