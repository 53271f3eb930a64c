import { equal } from 'node:assert/strict';
import { type Clocks, type Found, judge } from '../../../src/sandbox/suspects';

const NOW = 1_700_000_000_000;
const CLOCKS: Clocks = { engine: NOW, host: NOW };
const RUNNING: Found = {
  state: 'running',
  owner: 'alive',
  createdAt: NOW - 5_000,
  finishedAt: null,
  expires: NOW + 900_000,
};
const OWNERS = ['own', 'alive', 'dead', 'unknown'] as const;

/** What is done with it, by its owner: own, alive, dead, unknown. */
function by(found: Partial<Found>, clocks: Partial<Clocks> = {}): string {
  return OWNERS.map((owner) => judge({ ...RUNNING, ...found, owner }, { ...CLOCKS, ...clocks })).join(' ');
}

describe('What may have been left behind', () => {
  it('is what a dead owner had, in every state', () => {
    for (const state of ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'])
      equal(judge({ ...RUNNING, state, owner: 'dead' }, { engine: null, host: NOW }), 'take', state);
  });

  it('is not what runs', () => {
    for (const state of ['running', 'paused', 'removing', '']) equal(by({ state }), 'leave leave take leave', state);
  });

  it('is what ended more than ten seconds ago, whoever it belongs to', () => {
    for (const state of ['exited', 'dead', 'stopped']) {
      equal(by({ state, finishedAt: NOW - 10_001 }), 'take take take take', state);
      equal(by({ state, finishedAt: NOW - 9_000 }), 'soon soon take soon', state);
    }
  });

  it('goes by the clock of the engine, which may be an hour behind ours or before it', () => {
    for (const engine of [NOW - 3_600_000, NOW + 3_600_000]) {
      equal(by({ state: 'exited', finishedAt: engine - 1_000 }, { engine }), 'soon soon take soon');
      equal(by({ state: 'exited', finishedAt: engine - 11_000 }, { engine }), 'take take take take');
    }
  });

  it('is looked at twice where nobody knows the time', () => {
    equal(by({ state: 'exited', finishedAt: NOW - 90_000 }, { engine: null }), 'suspect suspect take suspect');
    equal(by({ state: 'dead', finishedAt: null }), 'suspect suspect take suspect');
  });

  it('is suspected when it was never started, and not when a living window may still start it', () => {
    equal(by({ state: 'created', createdAt: NOW - 61_000 }), 'suspect leave take suspect');
    equal(by({ state: 'created', createdAt: NOW - 40_000 }), 'leave leave take leave');
    equal(by({ state: 'created', createdAt: NOW - 61_000 }, { engine: null }), 'leave leave take leave');
  });

  it('is what has expired, where nobody can tell whether its owner lives; a jump of one clock is not enough', () => {
    const expires = NOW - 1;
    equal(by({ expires }), 'leave leave take take');
    equal(by({ expires }, { engine: NOW - 60_000 }), 'leave leave take leave');
    equal(by({ expires }, { host: NOW - 60_000 }), 'leave leave take leave');
    equal(by({ expires }, { engine: null }), 'leave leave take take');
    equal(by({ expires: null }), 'leave leave take leave');
  });
});
