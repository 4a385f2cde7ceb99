package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Filtering.FREQUENCIES;
import static dev.convoy.cnn.kernels.vector.Filtering.SIDE;
import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import java.util.Arrays;

/** A tensor whose maps are read and written band by band. */
final class TiledTensor {

  private final TileBands bands;
  private final int channels;
  private final long at;
  private final long zeros;
  private final ColumnTransforms columns;

  /**
   * Of a batch.
   *
   * @param at its address
   * @param zeros address of a vector of zeros, which stand beside the maps
   */
  TiledTensor(TileBands bands, int channels, long at, long zeros) {
    this.bands = bands;
    this.channels = channels;
    this.at = at;
    this.zeros = zeros;
    columns = bands.columns();
  }

  /** B' d B of some rows of tiles, the first of them counted over the batch. */
  void input(int first, int count, float[] scratch, float[] out) {
    for (int row = 0; row < count; row++) {
      for (int block = 0; block < channels / LENGTH; block++) {
        for (int pixels = 0; pixels < FREQUENCIES; pixels++) {
          inputRow(first + row, pixels, block, scratch);
        }
        int to = block * bands.block() + row * bands.line();
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
          columns.input(scratch, frequency * bands.line(), out, to + column(frequency));
        }
      }
    }
  }

  private void inputRow(int tileRow, int pixels, int block, float[] scratch) {
    int pixelRow = tileRow * SIDE - 1 + pixels;
    int to = pixels * bands.pixelRow();
    if (bands.isInside(tileRow, pixelRow)) {
      RowTransforms.input(
          address(pixelRow, block), pixel(), zeros, bands.tilesPerRow(), scratch, to, bands.line());
    } else {
      Arrays.fill(scratch, to, to + bands.pixelRow(), 0);
    }
  }

  /**
   * A' m A of a block of channels of a row of tiles.
   *
   * @param place of the row in the band
   */
  void output(int tileRow, int place, int block, float[] in, float[] scratch) {
    int from = place * bands.line();
    for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
      columns.output(in, from + column(frequency), scratch, frequency * bands.line());
    }
    for (int pixels = 0; pixels < SIDE; pixels++) {
      RowTransforms.output(
          scratch,
          pixels * bands.pixelRow(),
          bands.line(),
          bands.tilesPerRow(),
          address(tileRow * SIDE + pixels, block),
          pixel());
    }
  }

  /** Bytes from the tensor's first value to a row of tiles of a block of channels. */
  long offset(int tileRow, int block) {
    return address(tileRow * SIDE, block) - at;
  }

  /** A y A' of some rows of tiles. */
  void outputGradient(int first, int count, float[] scratch, float[] out) {
    for (int row = 0; row < count; row++) {
      for (int block = 0; block < channels / LENGTH; block++) {
        for (int pixels = 0; pixels < SIDE; pixels++) {
          RowTransforms.outputGradient(
              address((first + row) * SIDE + pixels, block),
              pixel(),
              bands.tilesPerRow(),
              scratch,
              pixels * bands.pixelRow(),
              bands.line());
        }
        int to = block * bands.block() + row * bands.line();
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
          columns.outputGradient(scratch, frequency * bands.line(), out, to + column(frequency));
        }
      }
    }
  }

  /** Where in a block the frequencies of a column begin. */
  private int column(int frequency) {
    return frequency * FREQUENCIES * bands.plane();
  }

  private long pixel() {
    return 4L * channels;
  }

  private long address(int pixelRow, int block) {
    return at + bands.pixel(pixelRow) * pixel() + block * (long) BYTES;
  }
}
