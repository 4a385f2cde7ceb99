package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Filtering.SIDE;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import dev.convoy.cnn.kernels.Shape;

/**
 * How F(4x4, 3x3) cuts the maps of a batch: into rows of tiles of 4x4 pixels, of which some at a
 * time, a band, are transformed and multiplied while they stay in a core's cache. A transformed
 * band lies block of channels by block, in each frequency by frequency, in each tile by tile, and
 * of each tile a vector of channels.
 *
 * @param map whose sides are multiples of four
 * @param tilesPerRow in a row of a map
 * @param bandRows rows of tiles in a band
 */
record TileBands(Shape map, int tilesPerRow, int bandRows) {

  private static final int BAND_FLOATS = 1 << 16;
  private static final int LEAST_TILES = 16;

  /** Cuts maps of which so many channels are transformed at once. */
  static TileBands of(Shape map, int channels) {
    int perRow = map.width() / SIDE;
    int tiles = Math.max(LEAST_TILES, BAND_FLOATS / Filtering.SQUARE / channels);
    return new TileBands(map, perRow, Math.ceilDiv(tiles, perRow));
  }

  /** Whether maps and channels can be cut into tiles and vectors. */
  static boolean fits(Shape map, int channelsOut) {
    return map.width() % SIDE == 0
        && map.height() % SIDE == 0
        && map.channels() % LENGTH == 0
        && channelsOut % LENGTH == 0
        && LENGTH % TileProducts.GROUP == 0;
  }

  /** Tiles of a batch of maps. */
  static long tiles(Shape map) {
    return map.pixels() / (SIDE * SIDE);
  }

  /** Rows of tiles of the batch. */
  int rows() {
    return map.batch() * map.height() / SIDE;
  }

  /** Pixels of a row of tiles. */
  int pixelsPerRow() {
    return SIDE * map.width();
  }

  /** Tiles of a band. */
  int tiles() {
    return bandRows * tilesPerRow;
  }

  /** Floats of a frequency of a block of channels in a transformed band. */
  int plane() {
    return tiles() * LENGTH;
  }

  /** Floats of a block of channels in a transformed band. */
  int block() {
    return Filtering.SQUARE * plane();
  }

  /** Floats of a transformed band. */
  int floats(int channels) {
    return channels / LENGTH * block();
  }

  /** Floats of a frequency in a row of tiles. */
  int line() {
    return tilesPerRow * LENGTH;
  }

  /** Floats of a row of pixels that has been transformed along itself. */
  int pixelRow() {
    return Filtering.FREQUENCIES * line();
  }

  /** The pixel at which a row of pixels begins, counted over the batch. */
  long pixel(long pixelRow) {
    return pixelRow * map.width();
  }

  /** Whether a row of pixels is in the same image as a row of tiles. */
  boolean isInside(int tileRow, int pixelRow) {
    return Math.floorDiv(pixelRow, map.height()) == tileRow * SIDE / map.height();
  }

  /** What goes along the columns of a row of tiles. */
  ColumnTransforms columns() {
    return new ColumnTransforms(tilesPerRow, pixelRow(), plane());
  }
}
