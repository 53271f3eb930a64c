import { deepEqual, equal } from 'node:assert/strict';
import { escapesOf } from '../../../src/doctor/runc-escapes';

const OF_2024 = 'CVE-2024-21626';
const OF_2025 = 'CVE-2025-31133';

/** The first name of each group of vulnerabilities that affects this runc. */
function openTo(runc: string): readonly string[] | null {
  return escapesOf(runc)?.map(({ cves }) => cves[0] ?? '') ?? null;
}

describe('The vulnerabilities of a runc', () => {
  for (const [version, open] of [
    ['1.0.0-rc93', [OF_2024, OF_2025]],
    ['1.1.5+ds1', [OF_2024, OF_2025]],
    ['1.1.5+dfsg1', [OF_2024, OF_2025]],
    ['1.1.11', [OF_2024, OF_2025]],
    ['1.1.12', [OF_2025]],
    ['1.1.15', [OF_2025]],
    ['1.2.0-rc.1', [OF_2025]],
    ['1.2.7', [OF_2025]],
    ['1.2.8', []],
    ['1.2.9', []],
    ['1.3.0', [OF_2025]],
    ['1.3.2', [OF_2025]],
    ['1.3.3', []],
    ['v1.3.4', []],
    ['1.3.3-0ubuntu1~24.04.2', []],
    ['1.3.3+dfsg1-2', []],
    ['1.2.8-ce', []],
    ['20.10.24+dfsg1', []],
    ['26.1.5-ce', []],
    ['1.4.0-rc.1', [OF_2025]],
    ['1.4.0-rc.2', [OF_2025]],
    ['1.4.0-rc.3', []],
    ['1.4.0-rc3', []],
    ['1.4.0-rc.10+dev', []],
    ['1.4.0', []],
    ['1.5.0-rc.1', []],
    ['1.10.0', []],
    ['2.0.0', []],
  ] as const) {
    it(`are those that are known for ${version}`, () => deepEqual(openTo(version), open));
  }

  it('are not reported for a text that is not a version', () => {
    for (const text of ['', 'unknown', 'N/A', '1.1', 'crun 1.14']) equal(openTo(text), null, text);
  });

  it('include every escape, and every version that closes it', () => {
    deepEqual(escapesOf('1.1.12'), [
      { cves: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'], fixed: ['1.2.8', '1.3.3', '1.4.0-rc.3'] },
    ]);
  });
});
