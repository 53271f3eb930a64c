export const HELP = `codealong: run a course's tests against a program, in a locked-down container

  codealong test FILE|- --course ID|DIR --step ID|N   test a program against one step
      --root DIR       the learner's folder (default: the nearest with .codealong, else the file's)
      --entry FILE     the file to start (default: the step's, or FILE)
      --image NAME     another runner image
      --with-earlier   when the step passes, run the earlier steps as well
      --seed N         use a run's seed again
      --json           print the report alone, as JSON

  codealong check DIR                                 check a course: its format, texts, starter, solutions and wrong programs
      --step ID|N      this step alone
      --accept         write the texts of wrong programs that are missing or differ, and nothing else
      --reference      run the genuine program of the course as well (its folder reference/)
      --all            that, and repeat every program many times while all cores are busy
      --image NAME     another runner image
      --json           print every finding, and a summary of each step, as JSON

  codealong image [--rebuild] [--json]                build the runner image, or say which one is used
  codealong doctor [--build] [--image NAME] [--json]  look at everything that a run needs
      --build          build the runner image if it is missing

Exit codes: 0 passed, 1 not passed, 2 wrong use, 3 engine or sandbox, 130 cancelled
`;
