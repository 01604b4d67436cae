export { doubleBackslashes } from '../escapes';
export { broadPart, emptyPart, type Part } from './alternatives';
export { delimiterTolerant } from './delimiters';
export { withoutEmpty } from './non-empty';
export { standardPattern } from './standard';
