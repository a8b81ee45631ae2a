// Who may do what in a business. Roles are ranks: each may all that the one below may.

/** What a person is in a business. */
export type Role = "owner" | "coordinator" | "agent" | "viewer";

/** Who may use a door: anybody, anybody signed in, or a member of at least this role. */
export type Access = "public" | "signed-in" | Role;

/** The roles from the most to the least powerful. */
export const roles: readonly Role[] = ["owner", "coordinator", "agent", "viewer"];

/** Who stands at the door: nobody we know, a person signed in (of no business yet), or a member by role. */
export type Standing = "nobody" | "signed-in" | Role;

const rank: Readonly<Record<Standing | Access, number>> = {
  nobody: 0,
  public: 0,
  "signed-in": 1,
  viewer: 2,
  agent: 3,
  coordinator: 4,
  owner: 5,
};

/** Whether someone of this standing may pass a door of this access. */
export function mayAccess(standing: Standing, access: Access): boolean {
  return rank[standing] >= rank[access];
}

/** The less powerful of two roles. */
export function lesserRole(one: Role, other: Role): Role {
  return rank[one] <= rank[other] ? one : other;
}
