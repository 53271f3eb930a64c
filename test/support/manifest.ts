/** The texts of `package.nls.json`, by their keys. */
export type ManifestTexts = Readonly<Record<string, string>>;

/** A string of the manifest with its path: `contributes.commands.0.title`. */
export interface ManifestString {
  readonly path: string;
  readonly text: string;
}

/** The key of a string that the editor replaces, `a.b` of `%a.b%`; null for any other. */
export function keyIn(text: string): string | null {
  return /^%([\w.]+)%$/.exec(text)?.[1] ?? null;
}

/** The text that the editor shows for a string of the manifest. It shows a key that has no text as it is. */
export function localised(text: string, texts: ManifestTexts): string {
  const key = keyIn(text);
  return key === null ? text : (texts[key] ?? text);
}

/** Every string of the manifest, or of a part at that path. */
export function manifestStrings(value: unknown, path: readonly string[] = []): readonly ManifestString[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => manifestStrings(inner, [...path, name]));
}
