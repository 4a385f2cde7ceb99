import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Times DL4J's training step of one network with 3x32x32 images. Arguments: the model (vgg-small,
 * resnet20), the layout of activations (nchw, nhwc), the batch size, and how many steps to time;
 * half as many go before. Prints the median in milliseconds.
 */
public final class Dl4jStep {

  private static final int CLASSES = 10;
  private static final int EXTENT = 32;

  private final CNN2DFormat format;
  private final GraphBuilder graph;
  private String last = "images";
  private int names;

  private Dl4jStep(CNN2DFormat layout) {
    format = layout;
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.FLOAT)
            .updater(new Nesterovs(0.01, 0.9))
            .l2(1e-4)
            .graphBuilder()
            .addInputs(last)
            .setInputTypes(InputType.convolutional(EXTENT, EXTENT, 3, format));
  }

  public static void main(String... arguments) {
    CNN2DFormat format = CNN2DFormat.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    ComputationGraph network = new Dl4jStep(format).network(arguments[0]);
    DataSet batch = batch(format, Integer.parseInt(arguments[2]));
    double[] millis = new double[Integer.parseInt(arguments[3])];
    for (int i = -(millis.length + 1) / 2; i < millis.length; i++) {
      long begin = System.nanoTime();
      network.fit(batch);
      millis[Math.max(i, 0)] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    System.out.println(millis[millis.length / 2]);
  }

  private static DataSet batch(CNN2DFormat format, int size) {
    INDArray images =
        format == CNN2DFormat.NCHW
            ? Nd4j.randn(DataType.FLOAT, size, 3, EXTENT, EXTENT)
            : Nd4j.randn(DataType.FLOAT, size, EXTENT, EXTENT, 3);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, size, CLASSES);
    for (int i = 0; i < size; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    return new DataSet(images, labels);
  }

  private ComputationGraph network(String model) {
    Map<String, Runnable> models = Map.of("vgg-small", this::vggSmall, "resnet20", this::resnet20);
    models.get(model).run();
    LossFunction loss = LossFunction.MCXENT;
    add(new OutputLayer.Builder(loss).nOut(CLASSES).activation(Activation.SOFTMAX).build());
    ComputationGraph network = new ComputationGraph(graph.setOutputs(last).build());
    network.init();
    return network;
  }

  private void vggSmall() {
    for (int width : new int[] {32, 64}) {
      normalized(width, 3, 1, Activation.RELU);
      normalized(width, 3, 1, Activation.RELU);
      add(new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build());
    }
    add(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build());
  }

  private void resnet20() {
    normalized(16, 3, 1, Activation.RELU);
    for (int width : new int[] {16, 32, 64}) {
      for (int block = 0; block < 3; block++) {
        block(width, block == 0 && width > 16);
      }
    }
    add(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
  }

  private void block(int width, boolean halves) {
    String input = last;
    normalized(width, 3, halves ? 2 : 1, Activation.RELU);
    normalized(width, 3, 1, Activation.IDENTITY);
    String residual = last;
    last = input;
    if (halves) {
      normalized(width, 1, 2, Activation.IDENTITY);
    }
    String sum = "sum" + names++;
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), residual, last);
    last = sum;
    add(new ActivationLayer.Builder().activation(Activation.RELU).build());
  }

  private void normalized(int width, int kernel, int stride, Activation activation) {
    add(
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(kernel / 2, kernel / 2)
            .nOut(width)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .dataFormat(format)
            .build());
    add(new BatchNormalization.Builder().activation(activation).dataFormat(format).build());
  }

  private void add(Layer layer) {
    String name = "layer" + names++;
    graph.addLayer(name, layer, last);
    last = name;
  }
}
