import type { EngineInfo, EngineVersion } from '../engine/client/engine';
import { type Finding, findingsOf } from './diagnosis';
import { escapesOf } from './versions';

const finding = findingsOf('engine');

/** What the engine is made of, and what it says that it cannot do. */
export function engineFindings(version: EngineVersion, info: EngineInfo): readonly Finding[] {
  const { version: engine, apiVersion: api, os, arch } = version;
  return [
    finding('good', 'doctor-engine', { engine, api, os, arch, system: info.operatingSystem }),
    ...runcFindings(version.components.runc ?? null, info.runcBuild),
    finding('plain', 'doctor-kernel', { kernel: info.kernel, cgroup: info.cgroupVersion }),
    finding('plain', 'doctor-security', { options: info.securityOptions.map(plainly).join(', ') }),
    ...flagFindings(info),
    ...info.warnings.map((text) => finding('plain', 'doctor-engine-warns', { text })),
  ];
}

function runcFindings(version: string | null, build: string): readonly Finding[] {
  const escapes = version === null ? null : escapesOf(version);
  if (version === null || escapes === null) return [finding('plain', 'doctor-runc-unknown', { version })];
  if (escapes.length === 0) return [finding('good', 'doctor-runc', { version })];
  const open = escapes.map(({ cves, fixed }) => `${cves.join(', ')} (${fixed.join(', ')})`).join('; ');
  return [finding('warning', 'doctor-runc-old', { version, cves: open, build: build === version ? '' : build })];
}

/** `name=seccomp,profile=default` */
function plainly(option: string): string {
  const [name = '', ...more] = option.split(',').map((part) => part.replace(/^\w+=/, ''));
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/** The limits themselves are probed; this says that the engine knows of it. */
function flagFindings(info: EngineInfo): readonly Finding[] {
  const flags = { memory: info.memoryLimit, swap: info.swapLimit, pids: info.pidsLimit, cpus: info.cpuLimit };
  const missing = Object.entries(flags).filter(([, can]) => !can);
  return missing.map(([guard]) => finding('warning', 'doctor-cannot-limit', { guard }));
}
