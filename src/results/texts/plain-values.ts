const PLAIN_VALUES =
  'Return numbers, text, bytes, `True`, `False`, `None`, or lists, tuples, sets and dictionaries of these: not an object of a class of your own.';
const A_LIST = 'It gives its items one by one. Return a list of them: `return list(...)`.';
const A_DICTIONARY = 'It is more than a plain dictionary. Make one of it: `return dict(...)`.';

/** What to do about types that look plain to who returns them. */
const PLAIN: Readonly<Record<string, string>> = {
  coroutine: 'A function that begins with `async def` gives nothing until it is awaited. Write `def` without `async`.',
  generator: 'A function with `yield` in it gives its items one by one. Return a value with `return` instead.',
  function: 'This is a function that was not called: write `()` behind its name.',
  builtin_function_or_method: 'This is a function that was not called: write `()` behind its name.',
  method: 'This is a function that was not called: write `()` behind its name.',
  map: A_LIST,
  filter: A_LIST,
  zip: A_LIST,
  range: A_LIST,
  reversed: A_LIST,
  dict_keys: A_LIST,
  dict_values: A_LIST,
  dict_items: A_LIST,
  Counter: A_DICTIONARY,
  defaultdict: A_DICTIONARY,
  OrderedDict: A_DICTIONARY,
};

/** What to return in place of a value of this type. */
export function plainAdvice(type: string): string {
  return PLAIN[type] ?? PLAIN_VALUES;
}
