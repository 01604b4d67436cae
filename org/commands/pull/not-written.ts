import type { NotReplaced } from '../../writing/project-writer';

/** Why a file was left as it is. */
export const NOT_WRITTEN: Readonly<Record<NotReplaced, string>> = {
  changed: 'The file was changed meanwhile: pull again.',
  link: 'The file is a symbolic link, which is not written through.',
  outside: 'The file leads out of the project, or into a folder of other programs, and is not written.',
};
