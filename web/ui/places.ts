/** The id of the element in which menus, dialogs and tips are mounted. */
export const overlaysPlace = 'overlays'

/** The id of the element of the shell in which a side panel stands. */
export const sidePlace = 'side'
