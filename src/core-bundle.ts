/** What the extension loads at the first run and not before: the sandbox, the engine room, dockerode. A bundle of its own. */
export { Doctor } from './doctor/doctor';
export { thisPerson } from './doctor/person';
export { told } from './doctor/render';
export { Runner } from './run/runner';
