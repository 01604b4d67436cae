export { doubleBackslashes } from '../escapes';
export { delimiterTolerant } from './delimiters';
export { standardPattern } from './standard';
