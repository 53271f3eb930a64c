/** What the extension loads at the first run and not before: the sandbox, the engine room, dockerode. A bundle of its own. */

export { thisPerson } from './doctor/anonymous';
export { Doctor } from './doctor/doctor';
export { told } from './doctor/render-diagnosis';
export { Runner } from './run/runner';
