import type { RunnerImage } from '../engine/image/image';
import { type Finding, findingsOf } from './diagnosis';

export interface UsedImage extends RunnerImage {
  /** Bytes. */
  readonly size: number;
  readonly protocol: string;
}

const finding = findingsOf('image');

/** Which image programs run in, and what it was made from. */
export function imageFindings({ ref, id, source, base, size, protocol }: UsedImage): readonly Finding[] {
  return [
    finding('good', 'doctor-image', { ref, source, bytes: size, protocol }),
    finding('plain', 'doctor-image-id', { id }),
    finding('plain', base === 'debian' ? 'base-debian' : 'doctor-base', {}),
  ];
}
