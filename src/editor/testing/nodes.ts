import type * as vscode from 'vscode';
import type { Course, Step } from '../../course/format/format';
import type { Link } from './command-link';

/** What stands behind an item of the Testing view. */
export type Node =
  | { readonly kind: 'course'; readonly course: Course }
  | {
      readonly kind: 'step';
      readonly course: Course;
      readonly step: Step;
      /** Tells one state of its suite from another; null when it cannot be read. */
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

/** Why an item cannot be read, and where that can be put right. */
export interface ItemError {
  readonly text: string;
  readonly link: Link;
}

/** How an item shall be; what is `null` it has not. */
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
