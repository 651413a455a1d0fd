/**
 * The way to a new token through HUNT's web console, click by click (vendor's help page "Generating an API token").
 *
 * @param role of the token's user; both ways are told where it is neither `admin` nor `analyst`
 */
export function getTokenConsolePath(role: string | null): string {
  const admin = "Account icon > Admin > Users & Tokens > API Tokens > Create new token";
  const analyst = "Account icon > My Profile > API Tokens > Create New Token";
  if (role === "admin") return admin;
  if (role === "analyst") return analyst;
  return `${admin} (admins), or ${analyst} (analysts)`;
}
