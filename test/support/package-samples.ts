import type { CodeArgs, PackageCode } from '../../src/contract/codes';

const WHEEL = 'lists-1.0-py3-none-any.whl';

/** Of the codes about the packages that a course brings. */
export const PACKAGE_SAMPLES: { readonly [C in PackageCode]: CodeArgs[C] } = {
  'package-file-missing': { file: `wheels/${WHEEL}` },
  'package-file-unreadable': { file: 'requirements.txt', reason: 'EACCES' },
  'package-file-link': { file: 'wheels' },
  'packages-too-large': { bytes: 60 * 1024 * 1024, most: 50 * 1024 * 1024 },
  'requirement-form': { file: 'requirements.txt', line: 3, source: '--index-url https://example.invalid' },
  'requirement-unpinned': { file: 'requirements.txt', line: 3, package: 'lists' },
  'requirement-no-hash': { file: 'requirements.txt', line: 3, package: 'lists' },
  'requirement-unread': { source: 'lists==1.0 ; python_version ~ "3"' },
  'wheel-hash-differs': { wheel: WHEEL, file: 'requirements.txt', package: 'lists', found: 'ab'.repeat(32) },
  'package-twice': { package: 'lists', versions: '1.0, 1.1' },
  'wheel-name': { file: 'wheels/lists.whl' },
  'wheel-missing': { package: 'lists' },
  'wheel-not-fetched': { why: 'failed', package: 'lists', said: 'No matching distribution found for lists==1.0' },
  'wheel-no-zip': { wheel: WHEEL, why: 'File is not a zip file' },
  'wheel-unfit': { package: 'lists', wheels: 'lists-1.0-cp39-cp39-win32.whl', version: '3.11.2', machine: 'x86_64' },
  'wheel-path': { wheel: WHEEL, path: '../evil.py' },
  'wheel-link': { wheel: WHEEL, path: 'lists/link' },
  'wheel-broken': { wheel: WHEEL, path: 'lists/__init__.py' },
  'wheel-starts-code': { wheel: WHEEL, path: 'lists.pth' },
  'packages-unpacked-too-large': {
    bytes: 300 * 1024 * 1024,
    files: 12,
    most_bytes: 200 * 1024 * 1024,
    most_files: 20_000,
  },
  'packages-collide': { path: 'tests/__init__.py', wheel: WHEEL, other: 'more-1.0-py3-none-any.whl' },
  'package-needs': { package: 'lists', needs: 'more>=1' },
  'package-interpreter': { package: 'lists', needs: '>=3.13', version: '3.11.2' },
  'course-image-failed': { course: 'calc', line: 'returned a non-zero code: 1', last: 'no space left' },
};
