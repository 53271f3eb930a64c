import { table } from '../words';

const TYPE_VARIABLE =
  'Leave out the square brackets, and write `T = TypeVar("T")` above (from `typing`); a class is then derived from `Generic[T]`.';

/** What to do in a newer Python, by what it does in another way. */
export const NEWER_WAYS = table<string>({
  'event-loop':
    'Or write all that runs in the loop into an `async def main()`, and start it with `asyncio.run(main())`; inside it, `asyncio.get_running_loop()` gives the loop.',
  fork:
    'Or start processes only below `if __name__ == "__main__":`, with a function of the file as `target`, and hand over in `args` what it needs. ' +
    '`multiprocessing.set_start_method("fork")` brings the old way back.',
});

/** How an older Python is told the same: by the forms of writing in `NewSyntax` (src/results/python/versions). */
export const OLDER_WAYS = table<string>({
  annotation:
    'Only an annotation uses this name, before it is defined: write it between quotes. If it is misspelled or not imported, correct that.',
  except: 'Put the exceptions between parentheses: `except (A, B):`.',
  'async-for': 'Write `for task in asyncio.as_completed(tasks):`, and `await task` in the loop.',
  'f-string':
    'Inside the braces of an f-string, use the other kind of quotes (`f"{d[\'a\']}"`), and no backslash, comment or line end. Or give the value a name on the line above.',
  'generator-types': 'Write all of its types, as in `Generator[bytes, None, None]`, or `Iterator[bytes]`.',
  lazy: 'Write the `import` without `lazy`.',
  template: 'Write an f-string, `f"..."`, in place of the template string.',
  type: 'Write `Name = ...` without the word `type`.',
  'type-default': TYPE_VARIABLE,
  'type-parameter': TYPE_VARIABLE,
  unpacking: 'Write a second `for` in place of the star: `[x for part in parts for x in part]`.',
});
