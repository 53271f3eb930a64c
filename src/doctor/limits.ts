import type { SandboxFacts } from '../contract/facts';
import { CODERUNNER_UID } from '../contract/image';
import type { Limits } from '../contract/limits';
import { checksOf, isFatal } from '../sandbox/checks';
import { type Finding, findingsOf, type Grade } from './diagnosis';
import type { Probed } from './probe';

const finding = findingsOf('limits');

/** Each limit as the grader read it from inside. */
export function limitFindings(facts: SandboxFacts, limits: Limits): readonly Finding[] {
  return checksOf(facts, limits).map((check) => {
    const { guard, ok, found, wanted } = check;
    const fatal = isFatal(check);
    const args = { guard, found, wanted };
    return ok
      ? finding('good', 'doctor-limit', args)
      : finding(fatal ? 'bad' : 'warning', 'doctor-limit-missing', { ...args, fatal });
  });
}

const REFUSED = ['EPERM', 'EACCES'];
const UNREACHABLE = ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'];

/** What a program met that tried the walls. */
export function probeFindings(probed: Probed): readonly Finding[] {
  const refused = [probed.vsock, probed.packet, probed.shared_memory, probed.io_uring];
  const inside = [probed.grader_memory, probed.suite];
  return [
    tried('program', probed.uid === CODERUNNER_UID, String(probed.uid), 'bad'),
    tried(
      'profile',
      refused.every((answer) => answer === 'EPERM'),
      refused.join(', '),
      'warning',
    ),
    tried(
      'outside',
      probed.outside.every((answer) => UNREACHABLE.includes(answer)),
      probed.outside.join(', '),
      'bad',
    ),
    tried('names', !probed.name_found, probed.name_found ? 'found' : 'not found', 'bad'),
    tried(
      'walls',
      inside.every((answer) => REFUSED.includes(answer)),
      inside.join(', '),
      'bad',
    ),
    tried('loopback', probed.loopback, probed.loopback ? 'works' : 'fails', 'bad'),
    tried('loopback6', probed.ipv6_loopback, probed.ipv6_loopback ? 'works' : 'fails', 'warning'),
  ];
}

function tried(what: string, ok: boolean, found: string, otherwise: Grade): Finding {
  return finding(ok ? 'good' : otherwise, ok ? 'doctor-tried' : 'doctor-tried-badly', { what, found });
}
