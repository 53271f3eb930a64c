/** The editor's storage for us, in memory. */
export class FakeMemento {
  readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    // The caller states the type, as with the real one.
    return (this.values.get(key) as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    // The real one stores JSON.
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.parse(JSON.stringify(value)));
  }
}
