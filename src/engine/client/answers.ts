import { CodedError } from '../../contract/codes';
import { DecodeError, type Decoder, flag, list, number, object, record, text } from '../../contract/decode';
import type { ContainerState, EngineInfo, EngineVersion, ImageFacts, ListedContainer, ListedImage } from './engine';

/** Decodes an answer of the engine. @throws CodedError `engine-call-failed` with status 200 when it has another form. */
export function understand<T>(call: string, decode: Decoder<T>, answer: unknown): T {
  try {
    return decode(answer, '');
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new CodedError('engine-call-failed', { call, status: 200, reason: error.form }, { cause: error });
  }
}

/** For a field that engines leave out, or send as null, when it is empty. */
function or<T>(decode: Decoder<T>, otherwise: T): Decoder<T> {
  return (value, path) => (value === null || value === undefined ? otherwise : decode(value, path));
}

/** Decodes, then changes the value, as a rule to our own names. */
function then<A, B>(decode: Decoder<A>, change: (value: A) => B): Decoder<B> {
  return (value, path) => change(decode(value, path));
}

/** A date of the engine as milliseconds; its "never" is the year 1. */
const moment: Decoder<number | null> = then(or(text, ''), (value) => {
  const at = Date.parse(value);
  return Number.isNaN(at) || at <= 0 ? null : at;
});

const labels = or(record(text), {});
const zero = or(number, 0);
const no = or(flag, false);
const empty = or(text, '');
const texts = or(list(text), []);

export const versionAnswer: Decoder<EngineVersion> = then(
  object({
    Version: text,
    ApiVersion: text,
    Os: empty,
    Arch: empty,
    Components: or(list(object({ Name: text, Version: text })), []),
  }),
  (it) => ({
    version: it.Version,
    apiVersion: it.ApiVersion,
    os: it.Os,
    arch: it.Arch,
    components: Object.fromEntries(it.Components.map((part) => [part.Name.toLowerCase(), part.Version])),
  }),
);

export const infoAnswer: Decoder<EngineInfo> = then(
  object({
    OperatingSystem: empty,
    KernelVersion: empty,
    RuncCommit: or(object({ ID: empty }), { ID: '' }),
    CgroupVersion: empty,
    NCPU: zero,
    MemTotal: zero,
    MemoryLimit: no,
    SwapLimit: no,
    PidsLimit: no,
    CpuCfsQuota: no,
    SecurityOptions: texts,
    Warnings: texts,
    SystemTime: moment,
  }),
  (it) => ({
    operatingSystem: it.OperatingSystem,
    kernel: it.KernelVersion,
    runcBuild: it.RuncCommit.ID,
    cgroupVersion: it.CgroupVersion,
    cpus: it.NCPU,
    memory: it.MemTotal,
    memoryLimit: it.MemoryLimit,
    swapLimit: it.SwapLimit,
    pidsLimit: it.PidsLimit,
    cpuLimit: it.CpuCfsQuota,
    securityOptions: it.SecurityOptions,
    warnings: it.Warnings,
    time: it.SystemTime,
  }),
);

export const createAnswer = then(object({ Id: text, Warnings: texts }), (it) => ({ id: it.Id, warnings: it.Warnings }));
export const idAnswer = then(object({ Id: text }), (it) => it.Id);
export const warningsAnswer = then(or(object({ Warnings: texts }), { Warnings: [] }), (it) => it.Warnings);
export const exitAnswer = then(object({ StatusCode: number }), (it) => it.StatusCode);

export const imageAnswer: Decoder<ImageFacts> = then(
  object({ Id: text, Architecture: empty, Size: zero, Config: or(object({ Labels: labels }), { Labels: {} }) }),
  (it) => ({ id: it.Id, arch: it.Architecture, labels: it.Config.Labels, size: it.Size }),
);

export const listAnswer: Decoder<readonly ListedContainer[]> = list(
  then(object({ Id: text, State: empty, Labels: labels, Created: zero }), (it) => ({
    id: it.Id,
    state: it.State,
    labels: it.Labels,
    createdAt: it.Created * 1000,
  })),
);

export const imagesAnswer: Decoder<readonly ListedImage[]> = list(
  then(object({ Id: text, RepoTags: texts, Created: zero }), (it) => ({
    id: it.Id,
    refs: it.RepoTags.filter((ref) => !ref.startsWith('<none>')),
    createdAt: it.Created * 1000,
  })),
);

const state = object({
  Status: empty,
  Running: no,
  ExitCode: zero,
  OOMKilled: no,
  FinishedAt: moment,
});

export const inspectAnswer: Decoder<ContainerState> = then(object({ Id: text, State: state }), ({ Id, State }) => ({
  id: Id,
  status: State.Status,
  running: State.Running,
  exitCode: State.ExitCode,
  oomKilled: State.OOMKilled,
  finishedAt: State.FinishedAt,
}));
