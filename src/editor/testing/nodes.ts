import type * as vscode from 'vscode';
import type { Course, Step } from '../../course/format/format';
import type { Link } from './command-link';

/** The meaning of an item of the Testing view. */
export type Node =
  | { readonly kind: 'course'; readonly course: Course }
  | {
      readonly kind: 'step';
      readonly course: Course;
      readonly step: Step;
      /** Digest of its suite; null when the suite cannot be read. */
      readonly suite: string | null;
    }
  | {
      readonly kind: 'test';
      readonly course: Course;
      readonly step: Step;
      /** Found by a run and not by reading the suite: a set of parameters, a test that a class inherits. */
      readonly dynamic: boolean;
    }
  | { readonly kind: 'broken' };

/** Why an item cannot be read, and a link to the place where that can be fixed. */
export interface ItemError {
  readonly text: string;
  readonly link: Link;
}

/** The wanted state of an item. Null: the item has no such property. */
export interface ItemSpec {
  readonly id: string;
  readonly label: string;
  readonly uri: vscode.Uri | null;
  /** Counted from 1. */
  readonly line: number | null;
  readonly error: ItemError | null;
  readonly node: Node;
  readonly children: readonly ItemSpec[];
}

/** Ids have no install path in them, so that results are still found after an update. */
export function courseItemId(course: Pick<Course, 'id'>): string {
  return course.id;
}

export function stepItemId(course: Pick<Course, 'id'>, step: Pick<Step, 'id'>): string {
  return `${course.id}/${step.id}`;
}

/** @param test `<file>::<test>` */
export function testItemId(course: Pick<Course, 'id'>, step: Pick<Step, 'id'>, test: string): string {
  return `${course.id}/${step.id}/${test}`;
}
