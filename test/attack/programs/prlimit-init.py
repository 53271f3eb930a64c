import os
import resource

from kit import answer, attempt

for limit in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_FSIZE):
    attempt(f"limit {limit}", resource.prlimit, 1, limit, (1, 1))
attempt("priority", os.setpriority, os.PRIO_PROCESS, 1, 19)
attempt("everybody's priority", os.setpriority, os.PRIO_USER, os.stat("/proc/1").st_uid, 19)
attempt("scheduler", os.sched_setscheduler, 1, os.SCHED_IDLE, os.sched_param(0))
attempt("processors", os.sched_setaffinity, 1, {0})
answer()
