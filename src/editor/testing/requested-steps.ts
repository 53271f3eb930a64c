import type * as vscode from 'vscode';
import type { Course, Step } from '../../course/format/format';
import { itemsOf, type TestTree } from './tree';

export interface RequestedStep {
  readonly item: vscode.TestItem;
  readonly course: Course;
  readonly step: Step;
  /** The step or a part of it was asked for, and not the course as a whole. */
  readonly named: boolean;
}

/** The steps of a request. They are whole steps, because a step's suite is always run as a whole. */
export interface RequestedSteps {
  /** In the order of the course. */
  readonly steps: readonly RequestedStep[];
  /** Courses that cannot be read. */
  readonly broken: readonly vscode.TestItem[];
  readonly isExcluded: (item: vscode.TestItem) => boolean;
}

/**
 * The steps of the clicked items. For a parent with one child the editor passes the child (vscode#247032). Both belong to the same step, so it
 * makes no difference here.
 */
export function requestedSteps(tree: TestTree, request: vscode.TestRunRequest): RequestedSteps {
  const excluded = new Set(request.exclude);
  const isExcluded = (item: vscode.TestItem): boolean =>
    excluded.has(item) || (item.parent !== undefined && isExcluded(item.parent));
  const items = request.include ?? itemsOf(tree.controller.items);
  const wanted = new Set(items.flatMap((item) => stepItems(tree, item)));
  const parts = items.filter((item) => tree.nodeOf(item)?.kind !== 'course');
  const named = new Set(parts.flatMap((item) => stepItems(tree, item)));
  const inOrder = itemsOf(tree.controller.items).flatMap((course) => itemsOf(course.children));
  const left = inOrder.filter((item) => wanted.has(item) && !leafItems(item).every(isExcluded));
  const broken = items.filter((item) => tree.nodeOf(item)?.kind === 'broken' && !isExcluded(item));
  return { steps: left.flatMap((item) => requestedStep(tree, item, named.has(item))), broken, isExcluded };
}

/** The items with a state of their own: sets of parameters, else tests, else the step itself. */
export function leafItems(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size === 0 ? [item] : itemsOf(item.children).flatMap(leafItems);
}

function stepItems(tree: TestTree, item: vscode.TestItem): readonly vscode.TestItem[] {
  const kind = tree.nodeOf(item)?.kind;
  if (kind === 'course') return itemsOf(item.children);
  if (kind === 'step') return [item];
  return item.parent === undefined ? [] : stepItems(tree, item.parent);
}

function requestedStep(tree: TestTree, item: vscode.TestItem, named: boolean): readonly RequestedStep[] {
  const node = tree.nodeOf(item);
  return node?.kind === 'step' ? [{ item, course: node.course, step: node.step, named }] : [];
}
