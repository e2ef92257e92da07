// Phone numbers as people of this country read them; stored numbers are E.164.

export function showPhone(number) {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  return russian ? `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}` : number;
}
