import type { Report } from '../../src/contract/report';
import { programFile, read } from './run';
import { reportOf, type SmallCourse } from './small-course';

const HEAD = `import unittest

import pytest
from codealong import connect, program, rng, scratch, solution

PORT = 7100


def said(word, client=None, port=PORT):
    talk = client or connect(port)
    talk.send(word + b"\\n")
    return talk.read_until(b"\\n").decode()


`;

/** The suite of a server that counts its requests, so that a test sees whether it talks to the process of the test before it. */
export const server = (scope: string) => `@pytest.fixture(scope="${scope}")
def server():
    running = program.start()
    program.wait_for_port(PORT)
    return running


`;

/** The report of the counting server, judged by these files of a suite. Each begins with the usual imports. */
export function countingReportOf(
  files: Readonly<Record<string, string>>,
  more: Partial<SmallCourse> = {},
): Promise<Report> {
  return reportOf({
    ...more,
    program: read(programFile('counting-server.py')),
    suite: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, HEAD + text])),
  });
}

/** The same of a suite of one file. */
export const countingReport = (text: string): Promise<Report> => countingReportOf({ 'test_it.py': text });
