package dev.convoy.cnn.zoo;

import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Sequence;
import java.util.Iterator;

/** What a residual net, or the plain one of its depth, is built of. */
enum Block {
  BASIC(1, BasicBlock::new),
  BOTTLENECK(Bottleneck.EXPANSION, Bottleneck::new),
  PLAIN(1, PlainBlock::new);

  private final int expansion;
  private final Maker maker;

  Block(int expansion, Maker maker) {
    this.expansion = expansion;
    this.maker = maker;
  }

  /** Makes one. */
  @FunctionalInterface
  private interface Maker {
    Module make(Style style, int inPlanes, int planes, int stride);
  }

  /** Channels that one of so many planes gives. */
  int width(int planes) {
    return planes * expansion;
  }

  /**
   * {@code depth} blocks, of which the first may change the extents.
   *
   * @param styles of which each block takes the next
   */
  Sequence stage(Iterator<Style> styles, int inPlanes, int planes, int depth, int stride) {
    Sequence blocks = new Sequence(maker.make(styles.next(), inPlanes, planes, stride));
    for (int i = 1; i < depth; i++) {
      blocks.append(maker.make(styles.next(), width(planes), planes, 1));
    }
    return blocks;
  }
}
