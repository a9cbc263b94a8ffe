import CMalloc

/// How the C library keeps memory that was freed.
enum Allocation {
  /// Gives large blocks back at once, and keeps one pool beside the main thread's.
  ///
  /// A page of five thousand messages takes megabytes while it is read. By itself glibc keeps a pool for each thread and
  /// raises its limits with every large block, so that after a first sync twice the memory stays that is used.
  static func keepSmall() {
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_MMAP_THRESHOLD, 128 * 1_024)
    mallopt(M_TRIM_THRESHOLD, 128 * 1_024)
  }
}
