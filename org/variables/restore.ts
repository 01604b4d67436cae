/**
 * The way back: an id that is a variable's value is written as that variable, so that a pulled file serves other orgs too. Of
 * several with one value the first by name is taken. Short values stay as they are: they may equal by chance.
 */
export function restoreVariable(id: string, variables: ReadonlyMap<string, string>): string {
  if (id.length < 8) return id;
  const key = id.toLowerCase();
  const names = [...variables].filter(([, value]) => value.toLowerCase() === key).map(([name]) => name);
  const name = names.sort()[0];
  return name === undefined ? id : `{{${name}}}`;
}
