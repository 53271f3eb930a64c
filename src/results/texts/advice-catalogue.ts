import type { Code, CodeArgs, ConnectionCode, Message, RuntimeCode } from '../../contract/codes';
import type { KnownPackages } from '../../contract/language';
import { packageTexts } from './author/package-texts';
import { findAlsoIn, type MoreTexts, type SaidByTests, type SaidOfRuns, textOf } from './index';
import { crashes } from './learner/crash-texts';
import { endings } from './learner/ending-texts';
import { expectations } from './learner/expectation-texts';
import { failures } from './learner/failure-texts';
import { hangLocation } from './learner/hang-location-texts';
import { limits } from './learner/limit-texts';
import { network } from './learner/network-texts';
import { notes } from './learner/note-texts';
import { runtimeChoices } from './learner/runtime-texts';
import { pythonAdviceOn } from './python/advice-on';
import { pythonAdvice } from './python/exception-hints';
import { connections } from './setup/connection-texts';
import { engine } from './setup/engine-texts';
import { shownText } from './shown-texts';
import type { AdviceOn, Area, Text } from './words';

/** What only the core tells: what tests find wrong with a program, which runtime it gets, why a far engine cannot be had. */
export const failureCatalogue: Area<SaidByTests | RuntimeCode | ConnectionCode> = {
  ...crashes,
  ...hangLocation,
  ...failures,
  ...expectations,
  ...network,
  ...runtimeChoices,
  ...connections,
};

/** How runs end, what stands in their way, and notes on them. A window knows none of it before it has loaded the core. */
export const runCatalogue: Area<SaidOfRuns> = { ...notes, ...engine, ...limits, ...endings };

/** Texts that the bundles of a window are without. */
export const coreTexts: readonly MoreTexts[] = [runCatalogue, failureCatalogue, packageTexts];
coreTexts.forEach(findAlsoIn);

/** What one language adds to the texts about its programs. */
export interface LanguageAdvice {
  /** Advice on an exception by its type and message; null for one without a hint. */
  readonly ofException: (type: string, message: string, packages: KnownPackages) => string | null;
  /** Advice that names the language's own functions. It replaces the shared advice of the code. */
  readonly on: AdviceOn;
}

/** By the language of the course. Only the core describes failures, so the bundle of a window is without these. */
export const adviceCatalogue: Record<string, LanguageAdvice> = {
  python: { ofException: pythonAdvice, on: pythonAdviceOn },
};

/** The text for a message about a program in this language. Never throws: an unknown language adds nothing. */
export function textFor<K extends Code>(message: Message<K>, language: string): Text {
  const shared = textOf(message as Message);
  const advice = adviceCatalogue[language]?.on[message.code];
  const make = advice as ((args: CodeArgs[K]) => string | undefined) | undefined;
  return make === undefined
    ? shared
    : shownText(message.code, message.args as CodeArgs[K], (args) => merged(shared, make(args)));
}

function merged(shared: Text, advice: string | undefined): Text {
  return advice === undefined ? shared : { ...shared, advice };
}
