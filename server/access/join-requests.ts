/** Whether the person governs group `w` and the group is private: then only its administrator answers their request (M3). */
export function onlyForAdministrator(w: string, person: string): string {
  return `(${w}.listed = 'no' and exists (select from person g where g.id = ${person}
    and g.organization_id = ${w}.organization_id and g.org_role in ('admin', 'manager')))`
}

/**
 * Whether a member, by their effective membership `m`, may answer this person's request to join `w`: *approve* of
 * groups.ts, in SQL.
 */
export function mayAnswerRequest(m: string, w: string, person: string): string {
  return `(${m}.role = 'administrator' or not ${onlyForAdministrator(w, person)}
    and (${m}.role = 'co-administrator' or (${m}.role = 'moderator' and ${w}.who_invites <> 'administrator')))`
}
