import { equal, match, notEqual, ok } from 'node:assert/strict';
import type { SshTrouble, TlsTrouble } from '../../../src/contract/codes/connection-codes';
import { textOf } from '../../../src/results/texts';
import '../../../src/results/texts/advice-catalogue';
import { loosely } from '../../support/messages';

/** Each reason, so that the compiler asks for a new one here. */
const SSH: Readonly<Record<SshTrouble, RegExp>> = {
  'no-command': /no `ssh` command on this machine/,
  'host-key': /does not know the machine box/,
  denied: /did not let you in/,
  unreachable: /cannot reach the machine box/,
  'no-docker': /has no `docker` command/,
  'no-engine': /its Docker does not answer/,
  noise: /prints text before Docker answers/,
  late: /did not answer over SSH in time/,
  other: /no connection to the Docker engine on box/,
};
const TLS: Readonly<Record<TlsTrouble, RegExp>> = {
  authority: /signed by an authority that you do not trust/,
  name: /for another name/,
  dates: /has expired, or is not valid yet/,
  'client-missing': /wants a certificate of yours/,
  'client-expired': /^Your certificate .* has expired/,
  'client-refused': /does not accept your certificate/,
  wanted: /wants an encrypted connection/,
  unwanted: /does not encrypt/,
  other: /no encrypted connection/,
};

describe('Why there is no way to an engine elsewhere', () => {
  for (const [why, title] of Object.entries(SSH))
    it(`is told over ssh: ${why}`, () => {
      const text = textOf(loosely('engine-ssh', { host: 'box', why, said: 'a\nb' }));
      match(text.title, title);
      equal(text.body, 'It said: a\nb');
      match(String(text.advice), /\.$/);
      equal(textOf(loosely('engine-ssh', { host: 'box', why, said: '' })).body, undefined);
    });

  for (const [why, title] of Object.entries(TLS))
    it(`is told over TLS, with a folder and without: ${why}`, () => {
      for (const folder of ['/certs', null]) {
        const text = textOf(loosely('engine-tls', { place: 'tcp://box:1', why, folder, detail: 'EPROTO' }));
        match(text.title, title);
        ok(text.title.includes('tcp://box:1'));
        match(String(text.advice), /\.$/);
      }
    });

  it('has advice for the machine of the engine where Docker there is the trouble', () => {
    const { advice } = textOf(loosely('engine-ssh', { host: 'box', why: 'no-engine', said: '' }));
    match(String(advice), /on that machine/);
    notEqual(advice, textOf(loosely('engine-ssh', { host: 'box', why: 'no-docker', said: '' })).advice);
  });
});
