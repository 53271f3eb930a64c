import { shownWords } from '../shown-texts';
import { diagnosisTexts } from './doctor-headings';
import { doctor } from './doctor-texts';

/** What the doctor says on top of a window's texts. A window loads it at the first run. */
export const doctorCatalogue = { messages: doctor, ...shownWords(diagnosisTexts) };
