import type { FakePosition, FakeUri } from './fake-values';

export class FakeStatement {
  constructor(
    readonly executed: boolean,
    readonly location: FakePosition,
  ) {}

  toString(): string {
    return `${this.location.line + 1}${this.executed ? '' : ' not'}`;
  }
}

export class FakeDeclaration {
  constructor(
    readonly name: string,
    readonly executed: boolean,
    readonly location: FakePosition,
  ) {}

  toString(): string {
    return `${this.name}()${this.executed ? '' : ' not'}`;
  }
}

/** As in VS Code 1.93: it knows nothing of `includesTests`. */
export class FakeFileCoverage {
  private constructor(
    readonly uri: FakeUri,
    readonly details: readonly (FakeStatement | FakeDeclaration)[],
  ) {}

  static fromDetails(uri: FakeUri, details: readonly (FakeStatement | FakeDeclaration)[]): FakeFileCoverage {
    return new FakeFileCoverage(uri, details);
  }
}
