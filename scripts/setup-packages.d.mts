/** Types of `setup-packages.mjs`, for its tests. */
export function packagesAreCurrent(root: string): boolean;
