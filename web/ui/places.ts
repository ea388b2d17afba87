/** The id of the element in which menus, dialogs and tips are mounted. */
export const overlaysPlace = 'overlays'

/** The id of the shell's element for the side panel. */
export const sidePlace = 'side'
