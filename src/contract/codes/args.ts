/** What a code may be told. */
export type MessageValue = string | number | boolean | null;

/** The args of a code that is told nothing. */
export type NoArgs = Readonly<Record<string, never>>;

/** Args with names that are not known ahead, such as the reason why a grader could not read its job. */
export type AnyArgs = Readonly<Record<string, MessageValue>>;

/** The form that data from outside should have. A list has the words that are allowed. */
export type WantedForm =
  | 'text'
  | 'number'
  | 'count'
  | 'flag'
  | 'list'
  | 'object'
  | 'json'
  | 'event'
  | 'connection'
  | readonly string[];

/** Data from outside that has another form. */
export interface WrongForm {
  /** The field, such as `tests[0].name`; empty for the data as a whole. */
  readonly place: string;
  readonly wanted: WantedForm;
}

/** A file that is too large, or one of several that are too large together. */
export interface SizedFile {
  readonly name: string;
  readonly bytes: number;
}
