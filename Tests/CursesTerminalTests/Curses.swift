import Testing

/// ncurses is global state, so everything that opens a screen runs one after the other.
@Suite(.serialized) enum Curses {}
