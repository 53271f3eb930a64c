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

describe('The containers that may have been left behind', () => {
  it('include every container of a dead owner, in any state', () => {
    for (const state of ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'])
      equal(judge({ ...RUNNING, state, owner: 'dead' }, { engine: null, host: NOW }), 'take', state);
  });

  it('do not include a running container', () => {
    for (const state of ['running', 'paused', 'removing', '']) equal(by({ state }), 'leave leave take leave', state);
  });

  it('include a container that ended more than ten seconds ago, whoever owns it', () => {
    for (const state of ['exited', 'dead', 'stopped']) {
      equal(by({ state, finishedAt: NOW - 10_001 }), 'take take take take', state);
      equal(by({ state, finishedAt: NOW - 9_000 }), 'soon soon take soon', state);
    }
  });

  it('go by the clock of the engine, which may be an hour behind ours or ahead of it', () => {
    for (const engine of [NOW - 3_600_000, NOW + 3_600_000]) {
      equal(by({ state: 'exited', finishedAt: engine - 1_000 }, { engine }), 'soon soon take soon');
      equal(by({ state: 'exited', finishedAt: engine - 11_000 }, { engine }), 'take take take take');
    }
  });

  it('are checked twice if the time is unknown', () => {
    equal(by({ state: 'exited', finishedAt: NOW - 90_000 }, { engine: null }), 'suspect suspect take suspect');
    equal(by({ state: 'dead', finishedAt: null }), 'suspect suspect take suspect');
  });

  it('include one that was never started, unless a living window may still start it', () => {
    equal(by({ state: 'created', createdAt: NOW - 61_000 }), 'suspect leave take suspect');
    equal(by({ state: 'created', createdAt: NOW - 40_000 }), 'leave leave take leave');
    equal(by({ state: 'created', createdAt: NOW - 61_000 }, { engine: null }), 'leave leave take leave');
  });

  it('include an expired one if its owner may be dead or alive; a jump of one clock is not enough', () => {
    const expires = NOW - 1;
    equal(by({ expires }), 'leave leave take take');
    equal(by({ expires }, { engine: NOW - 60_000 }), 'leave leave take leave');
    equal(by({ expires }, { host: NOW - 60_000 }), 'leave leave take leave');
    equal(by({ expires }, { engine: null }), 'leave leave take take');
    equal(by({ expires: null }), 'leave leave take leave');
  });
});
