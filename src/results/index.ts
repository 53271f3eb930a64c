export { type Description, describe } from './describe';
export { escapeText } from './escape';
export { type ExpectedTest, type RunRecord, reduce, verdictOfProblem } from './reduce';
export { PLAIN, type RenderOptions, render, type Style } from './render';
export { type ReportContext, reportTests, toReport } from './report';
export { fullText, knownCodes, type Text, textOf } from './texts';
