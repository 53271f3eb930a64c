import type { SandboxEvent } from '../contract/events';

/**
 * The events of one step, with ids and files relative to its folder: the sandbox may run several steps in one job, and a suite's
 * own names do not contain the folder. Null when the event is about another step.
 */
export function eventOfStep(event: SandboxEvent, folder: string): SandboxEvent | null {
  const prefix = `${folder}/`;
  const cut = (text: string) => text.slice(prefix.length);
  switch (event.event) {
    case 'collected': {
      const own = event.tests.filter((test) => test.id.startsWith(prefix));
      return { ...event, tests: own.map((test) => ({ ...test, id: cut(test.id), file: cut(test.file) })) };
    }
    case 'started':
    case 'output':
    case 'finished':
      return event.test.startsWith(prefix) ? { ...event, test: cut(event.test) } : null;
    default:
      return event;
  }
}

export function eventsOfStep(events: readonly SandboxEvent[], folder: string): readonly SandboxEvent[] {
  return events.flatMap((event) => eventOfStep(event, folder) ?? []);
}
