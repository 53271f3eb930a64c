import type { Asked, Survey } from '../engine/endpoint/survey';
import { type Finding, findingsOf, type Grade } from './diagnosis';

const finding = findingsOf('places');

/** Where an engine was looked for, what each place said, and which one is used and why. */
export function placeFindings({ asked, problem }: Survey): readonly Finding[] {
  const all = asked.map(placeFinding);
  if (problem === null) return all;
  const elsewhere = asked.find(({ answer }) => answer === 'answers')?.place.label;
  const source = asked.find(({ place }) => place.counts)?.place.source ?? '';
  // Who has Docker somewhere else need not be told to install it.
  const told = elsewhere === undefined || problem.code !== 'engine-not-found';
  return [
    ...all,
    ...(told ? [{ section: 'places', grade: 'bad', message: problem.told } as const] : []),
    ...(elsewhere === undefined ? [] : [finding('bad', 'doctor-engine-elsewhere', { label: elsewhere, source })]),
  ];
}

function placeFinding({ place, answer, detail, version, used }: Asked): Finding {
  const { source, label, counts } = place;
  const args = { source, label, product: productOf(label), detail, version, counts };
  return finding(gradeOf(answer, used, place), used ? 'doctor-place-used' : (`doctor-place-${answer}` as const), args);
}

/** Nothing at a place is no fault; something that is there and cannot be used may be what is looked for. */
function gradeOf(answer: Asked['answer'], used: boolean, { source, counts }: Asked['place']): Grade {
  if (used) return 'good';
  const empty = answer === 'engine-not-found' && source === 'default';
  return answer === 'answers' || empty || !counts ? 'plain' : 'warning';
}

const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/podman/, 'Podman'],
  [/[\\/]\.docker[\\/](run|desktop)[\\/]|dockerDesktop/, 'Docker Desktop'],
  [/[\\/]\.colima[\\/]/, 'Colima'],
  [/[\\/]\.rd[\\/]/, 'Rancher Desktop'],
  [/[\\/]\.orbstack[\\/]/, 'OrbStack'],
  [/^\/var\/run\/docker\.sock$|docker_engine/, 'Docker'],
  [/^\/run\/user\/.*docker\.sock$/, 'Docker without root'],
];

/** Whose place that is by habit; empty for one that somebody named. */
export function productOf(label: string): string {
  return PRODUCTS.find(([pattern]) => pattern.test(label))?.[1] ?? '';
}
