import type { Course, Step } from '../../course/format/format';

/** What a run is about: a step of a course, and the learner's file in the learner's folder. */
export interface Target {
  readonly course: Course;
  readonly step: Step;
  /** Absolute. */
  readonly root: string;
  /** Absolute: the file that was active, or the step's entry. */
  readonly file: string;
  /** Outside any course: course and step were given to this file alone, and its neighbours are not meant. */
  readonly alone?: true;
}

/** A folder in which a learner works on a course: it has `.codealong/progress.json`. */
export interface LearnerFolder {
  readonly root: string;
  readonly course: Course;
}
