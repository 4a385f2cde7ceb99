package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told. Each row is a document and the one error it has. */
class InvalidExperimentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # values
          {training: {epochs: 0}} | training.epochs must be at least 1, but is 0
          {training: {epochs: 2.5}} | training.epochs must be a whole number, but is 2.5
          {training: {batchSize: big}} | training.batchSize must be a whole number, but is 'big'
          {training: {optimizer: {learningRate: -1}}} | training.optimizer.learningRate must be greater than 0, but is -1
          {training: {optimizer: {momentum: 1}}} | training.optimizer.momentum must be less than 1, but is 1
          {training: {optimizer: {nesterov: 1}}} | training.optimizer.nesterov must be true or false, but is 1
          {limits: {failedShare: 1.5}} | limits.failedShare must be at most 1, but is 1.5
          {limits: {time: 2 hours}} | limits.time must be written like 90s, 30m, 2h, 1d, but is '2 hours'
          {name: ''} | name must have at least 1 characters
          {search: {seed: 1e30}} | search.seed must be at most 9007199254740991, but is 1.0E30
          {search: {seed: -0.5}} | search.seed must be a whole number, but is -0.5
          {model: {dropout: -0.5}} | model.dropout must be at least 0, but is -0.5
          {model: {architecture: resnet21}} | model.architecture must be one of lenet, alexnet, alexnet-paper, vgg-tiny, vgg-small, vgg11, vgg13, vgg16, vgg19, vgg11_bn, vgg13_bn, vgg16_bn, vgg19_bn, resnet20, resnet32, resnet44, resnet56, resnet110, resnet18, resnet34, resnet50, resnet101, resnet152, plain20, plain32, plain44, plain56, plain110, plain18, plain34, googlenet, mobilenet_v1, mobilenet_v2, shufflenet_v1, shufflenet_v2_x0_5, shufflenet_v2_x1_0, own, but is 'resnet21'
          {model: {layers: [conv(32, 3), nrm]}} | model.layers.1.nrm unknown; did you mean 'norm'?
          {model: {layers: [conv(32, 3, norm]}} | model.layers.0 ends where = after norm is expected
          {model: {layers: [conv(32)]}} | model.layers.0.conv.kernel is missing
          {model: {layers: ["residual([conv(32, 0)])"]}} | model.layers.0.residual.layers.0.conv.kernel must be at least 1, but is 0
          {model: {layers: ["residual([conv(8 3)])"]}} | model.layers.0 has '3' where a comma or a closing parenthesis is expected
          {model: {architecture: own}} | model.layers is missing, but the architecture is own
          {model: {architecture: lenet, layers: [relu]}} | model.layers must be left out, because only architecture own has it, which may be left out instead
          {model: {norm: group(0)}} | model.norm must be written like batch, layer, instance, group(8), none, but is 'group(0)'
          {model: {architecture: vgg16, norm: batch}} | model.norm must be none or left out, because architecture vgg16 has no norms; vgg16_bn has
          {model: {architecture: {choice: [resnet20, lenet]}, norm: {choice: [none, layer]}}} | model.norm must be none or left out, because architecture lenet has no norms; vgg-small and resnet20 are two that have
          {model: {choice: [{architecture: lenet}, {architecture: alexnet, norm: {fixed: batch}}]}} | model.choice.1.norm must be none or left out, because architecture alexnet has no norms; vgg-small and resnet20 are two that have
          {model: {architecture: vgg11}, training: {recipe: resnet}} | training.recipe must have model.norm none beside it, because it asks for batch norm and architecture vgg11 has no norms; vgg11_bn has
          {model: {norm: {choice: [batch, group]}}} | model.norm.choice.1 must be written like batch, layer, instance, group(8), none, but is 'group'
          {model: {activation: leaky-relu(1)}} | model.activation must be written like relu, relu6, leaky-relu(0.01), prelu, elu(1), sigmoid, tanh, maxout(2), but is 'leaky-relu(1)'
          {model: {width: 0}} | model.width must be greater than 0, but is 0
          {model: {stochasticDepth: 1}} | model.stochasticDepth must be less than 1, but is 1
          {search: {method: asha}} | search.method must be one of random, grid, tpe, coarse-to-fine, recipe, pbt, but is 'asha'
          {model: ~} | model must be an object, but is empty
          {model: [1]} | model must be an object, but is a list
          {stopping: {median: {}}} | stopping must be a list, but is an object
          [1, 2] | document must be an object, but is a list
          # names
          {training: {optimizer: {learningrate: 1}}} | training.optimizer.learningrate unknown field; did you mean 'learningRate'?
          {trainnig: {}} | trainnig unknown field; did you mean 'training'?
          {search: {what: 1}} | search.what unknown field; must be one of method, trials, parallel, seed, sampling, startupTrials, candidates, goodShare, coarseTrials, coarseEpochs, interval, quantile, resample
          # types and what goes with them
          {training: {optimizer: {type: adam, momentum: 0.9}}} | training.optimizer.momentum must be left out, because only type sgd or rmsprop has it
          {training: {optimizer: {beta1: 0.9}}} | training.optimizer.beta1 must be left out, because only type adam or adamw has it
          {training: {transfer: {freeze: all-but-head}}} | training.transfer.freeze must be none if there is no training.transfer.pretrained
          {training: {clipping: {limit: 1}}} | training.clipping.limit must be left out, because only type norm or value has it
          {training: {schedule: {type: cosine, factor: 0.1}}} | training.schedule.factor must be left out, because only type step or plateau has it
          {training: {schedule: {type: cosine, cycleEpochs: 3}}} | training.schedule.cycleEpochs must be left out, because only type cyclic has it
          {training: {schedule: {type: cyclic, cycleEpochs: 0}}} | training.schedule.cycleEpochs must be at least 1, but is 0
          {training: {schedule: {type: {choice: [cosine, step]}, patience: 3}}} | training.schedule.patience must be left out, because only type plateau has it
          {objective: {metric: validationLoss, goal: maximize}} | objective.goal must be minimize for validationLoss, but is 'maximize'
          {training: {optimizer: {nesterov: true, momentum: 0}}} | training.optimizer.momentum must be greater than 0 if nesterov is true
          # dataset
          {dataset: {}} | dataset.name is missing
          {dataset: {path: /data/x}} | dataset.format is missing
          {dataset: {name: mnist, path: /data/x, format: idx}} | dataset.name must be left out, because there is a path
          {dataset: {name: mnist, format: idx}} | dataset.format must be left out, because there is no path
          {dataset: {name: mnist, validation: {uniform: [0.1, 0.2]}}} | dataset.validation must be a plain value here, but is a distribution
          {dataset: {name: {choice: [mnist, cifar10]}}} | dataset.name must be a plain value here, but is a distribution
          {dataset: {name: mnist, size: {image: 32}}} | dataset.size.image must be left out, because only generated images and those of a folder can be resized
          {dataset: {name: mnist, size: {training: 20}, validation: 0.01}} | dataset.validation must leave images on both sides, but holds out 0 of 20
          # distributions
          {training: {epochs: {uniform: [1, 2]}}} | training.epochs.uniform can't be drawn so; must be one of integer, logInteger, choice, ordinal, fixed
          {training: {epochs: {unifrom: [1, 2]}}} | training.epochs.unifrom unknown distribution; must be one of integer, logInteger, choice, ordinal, fixed
          {model: {dropout: {unifrom: [0, 0.5]}}} | model.dropout.unifrom unknown distribution; did you mean 'uniform'?
          {model: {dropout: {}}} | model.dropout must have exactly one field, but has 0
          {model: {dropout: {uniform: [0, 1]}}} | model.dropout.uniform.1 must be less than 1, but is 1
          {model: {dropout: {uniform: [0.5, 0.1]}}} | model.dropout.uniform must be [low, high] with low less than high, but is [0.5,0.1]
          {model: {dropout: {uniform: [0.5]}}} | model.dropout.uniform must have at least 2 items, but has 1
          {model: {dropout: {uniform: 0.5}}} | model.dropout.uniform must be a list, but is 0.5
          {model: {dropout: {choice: []}}} | model.dropout.choice must have at least 1 items, but has 0
          {model: {dropout: {choice: [0.1, 0.1]}}} | model.dropout.choice.1 repeats 0.1
          {model: {dropout: {choice: [0.1, {uniform: [0, 0.5]}]}}} | model.dropout.choice.1 must be a plain value here, but is a distribution
          {training: {optimizer: {choice: [{type: adam}, {momentum: {uniform: [0, 1]}}]}}} | training.optimizer.choice.1.momentum.uniform.1 must be less than 1, but is 1
          {training: {optimizer: {choice: [{momentum: {uniform: [0.5, 0.1]}}]}}} | training.optimizer.choice.0.momentum.uniform must be [low, high] with low less than high, but is [0.5,0.1]
          {training: {optimizer: {choice: [{momentum: {uniform: [0.1, 0.2]}}, {momentum: {uniform: [0.3, 0.4]}}]}}} | training.optimizer.choice.1 repeats an object
          {augmentation: {choice: [[], [{cutout: {integer: [-4, 0]}}]]}} | augmentation.choice.1.0.cutout.size.integer.0 must be at least 0, but is -4
          {model: {dropout: {uniform: [0, 0.5, 0.6]}}} | model.dropout.uniform.2 must be at most high minus low, but is 0.6
          {model: {dropout: {uniform: [0, 0.5, 0]}}} | model.dropout.uniform.2 must be greater than 0, but is 0
          {model: {dropout: {uniform: [0, 0.3, 0.2, 0.3]}}} | model.dropout.uniform must have at most 3 items, but has 4
          {model: {dropout: {normal: [0.1, 0.1]}}} | model.dropout.normal must have at least 4 items, but has 2
          {model: {dropout: {normal: [0.1, -0.1, 0, 0.5]}}} | model.dropout.normal.1 must be greater than 0, but is -0.1
          {model: {dropout: {ordinal: [0.1, 0.1]}}} | model.dropout.ordinal.1 repeats 0.1
          {model: {dropout: {fixed: 2}}} | model.dropout.fixed must be less than 1, but is 2
          {augmentation: [{cutout: {logInteger: [0, 12]}}]} | augmentation.0.cutout.size.logInteger.0 must be greater than 0, but is 0
          {training: {optimizer: {choice: [{type: adam, momentum: 0.5}]}}} | training.optimizer.choice.0.momentum must be left out, because only type sgd or rmsprop has it
          {training: {optimizer: {weightDecay: {logUniform: [0, 0.1]}}}} | training.optimizer.weightDecay.logUniform.0 must be greater than 0, but is 0
          {training: {optimizer: {learningRate: {logUniform: [0, 0.1]}}}} | training.optimizer.learningRate.logUniform.0 must be greater than 0, but is 0
          {training: {optimizer: {type: {choice: [sgd, sgt]}}}} | training.optimizer.type.choice.1 must be one of sgd, adam, adamw, rmsprop, but is 'sgt'
          {search: {method: grid}, model: {dropout: {uniform: [0, 0.5]}}} | "model.dropout.uniform must be an integer range, a choice or a range with a step, for the search is a grid"
          {search: {trials: {choice: [1, 2]}}} | search.trials must be a plain value here, but is a distribution
          {search: {startupTrials: 3}} | search.startupTrials must be left out, because only method tpe has it
          {search: {method: coarse-to-fine, coarseTrials: 16}} | search.coarseTrials must be less than search.trials, which is 16, but is 16
          {search: {method: coarse-to-fine, coarseEpochs: 10}} | search.coarseEpochs must be less than training.epochs, which is 10, but is 10
          {search: {method: coarse-to-fine}, stopping: [asha]} | stopping.0.asha can't go together with search.method coarse-to-fine
          {search: recipe, stopping: [hyperband]} | stopping.0.hyperband can't go together with search.method recipe
          {search: recipe, training: {optimizer: {learningRate: 0.1}}} | training.optimizer.learningRate must be left out or a range such as {logUniform: [1e-4, 0.1]} for search.method recipe, which finds it
          {search: pbt, model: {norm: {choice: [batch, none]}}} | model.norm must be a plain value for search.method pbt, which goes on with other weights
          {search: pbt, training: {epochs: {integer: [8, 9]}}} | training.epochs must be a plain value for search.method pbt, which goes on with other weights
          {search: pbt, augmentation: [{random-resized-crop: {size: {integer: [16, 24]}}}]} | augmentation.0.random-resized-crop.size must be a plain value for search.method pbt, which goes on with other weights
          {search: pbt, augmentation: {choice: [[flip], [random-resized-crop(16)]]}} | augmentation must not choose random-resized-crop for search.method pbt, because it gives images another size
          {search: pbt, augmentation: [flip, {choice: [flip, {scale-jitter: {size: 16, from: 18, to: 20}}]}]} | augmentation.1 must not choose scale-jitter for search.method pbt, because it gives images another size
          {search: pbt, training: {choice: [{batchSize: 16}, {batchSize: 32}]}} | training must be a plain value for search.method pbt, which goes on with other weights
          {search: {method: pbt, interval: 10}} | search.interval must be less than training.epochs, which is 10, but is 10
          {search: {method: pbt, quantile: 0.6}} | search.quantile must be at most 0.5, but is 0.6
          {search: pbt, stopping: [asha]} | stopping.0.asha can't go together with search.method pbt
          {search: nonsense} | search.method must be one of random, grid, tpe, coarse-to-fine, recipe, pbt, but is 'nonsense'
          {training: {epochs: {choice: [9, 27]}}, stopping: [hyperband]} | training.epochs must be a plain value for stopping.0.hyperband
          {stopping: [asha, hyperband]} | stopping.1.hyperband can't go together with stopping.0.asha
          {stopping: ['threshold(0.5, 10)']} | stopping.0.threshold.epoch must be less than training.epochs, which is 10, but is 10
          # calls
          {augmentation: ['crop(4, 5)']} | "augmentation.0 must have at most 1 arguments, padding"
          {augmentation: [flip(4)]} | augmentation.0 must have no arguments
          {augmentation: ['crop(padding=4, padding=5)']} | augmentation.0 gives padding twice
          {augmentation: ['crop(']} | augmentation.0 lacks a closing parenthesis; in a list between brackets a call with commas needs quotes
          {augmentation: ['(4)']} | augmentation.0 must be written like name, name(1) or name(key=1), but is '(4)'
          {augmentation: ['crop(padding=)']} | augmentation.0 has the argument 'padding=', but a value or key=value is expected
          {augmentation: ['crop(4,)']} | augmentation.0 has an empty argument
          {augmentation: [fliip]} | augmentation.0.fliip unknown; did you mean 'flip'?
          {augmentation: [mixup(1)]} | augmentation.0.mixup unknown; must be one of crop, flip, rotation, scaling, shear, brightness, contrast, saturation, random-resized-crop, scale-jitter, cutout
          {augmentation: [random-resized-crop]} | augmentation.0.random-resized-crop.size is missing
          {augmentation: ['scaling(1.5, 1.2)']} | augmentation.0.scaling.to must be at least from, which is 1.5, but is 1.2
          {augmentation: ['scale-jitter(64, 60, 80)']} | augmentation.0.scale-jitter.from must be at least size, which is 64, but is 60
          {augmentation: [crop(pad=4)]} | augmentation.0.crop.pad unknown field; must be one of padding
          {augmentation: [flip(x=4)]} | augmentation.0.flip.x unknown field; there are none here
          {augmentation: [crop(-1)]} | augmentation.0.crop.padding must be at least 0, but is -1
          {augmentation: [crop(big)]} | augmentation.0.crop.padding must be a whole number, but is 'big'
          {augmentation: [{crop: {integer: [4, 2]}}]} | augmentation.0.crop.padding.integer must be [low, high] with low less than high, but is [4,2]
          {augmentation: [{crop: 1, flip: {}}]} | augmentation.0 must have exactly one field, but has 2
          {augmentation: [7]} | augmentation.0 must be an object, but is 7
          {augmentation: [flip, crop(1), flip]} | augmentation.2 repeats flip
          {augmentation: {choice: [[], [fliip]]}} | augmentation.choice.1.0.fliip unknown; did you mean 'flip'?
          # stopping
          {stopping: [medium]} | stopping.0.medium unknown; did you mean 'median'?
          {stopping: [patience(0)]} | stopping.0.patience.epochs must be at least 1, but is 0
          {stopping: [patience(10)]} | stopping.0.patience.epochs must be less than training.epochs, which is 10, but is 10
          {stopping: [{median: {warmupEpochs: 7}}], training: {epochs: {integer: [3, 7]}}} | stopping.0.median.warmupEpochs must be less than training.epochs, which is 7, but is 7
          {stopping: [median, median]} | stopping.1 repeats median
          {stopping: [{all-of: [median, patience, median]}]} | stopping.0.all-of.rules.2 repeats median
          {stopping: [{all-of: [median, {any-of: [patience(12)]}]}]} | stopping.0.all-of.rules.1.any-of.rules.0.patience.epochs must be less than training.epochs, which is 10, but is 12
          {stopping: [{grace: {epochs: 10, of: median}}]} | stopping.0.grace.epochs must be less than training.epochs, which is 10, but is 10
          {stopping: [grace(5)]} | stopping.0.grace.of is missing
          {stopping: [{grace: {epochs: 5, of: medium}}]} | stopping.0.grace.of.medium unknown; did you mean 'median'?
          {stopping: [{grace: {epochs: 5, of: patience(0)}}]} | stopping.0.grace.of.patience.epochs must be at least 1, but is 0
          {stopping: [{all-of: []}]} | stopping.0.all-of.rules must have at least 1 items, but has 0
          {stopping: [{all-of: median}]} | stopping.0.all-of.rules must be a list, but is an object
          {stopping: [{grace: {epochs: 5, of: asha}}]} | stopping.0.grace.of.asha divides trials into legs and can't stand within another rule; put it into the list of stopping itself, or asha-stopping here
          {stopping: [{any-of: [{grace: {epochs: 5, of: hyperband}}]}]} | stopping.0.any-of.rules.0.grace.of.hyperband divides trials into legs and can't stand within another rule; put it into the list of stopping itself
          # ensemble
          {ensemble: {snapshotsPerTrial: 0}} | ensemble.snapshotsPerTrial must be at least 1, but is 0
          {ensemble: {snapshotsPerTrial: 2}, training: {schedule: {type: cosine}}} | ensemble.snapshotsPerTrial must be 1 or left out unless training.schedule.type is cyclic, because nothing else leaves several snapshots of a trial to vote
          # epochs
          {training: {epochs: 3, schedule: {warmupEpochs: 3}}} | training.schedule.warmupEpochs must be less than training.epochs, which is 3, but is 3
          """)
  void eachErrorNamesItsPathAndWhatWouldBeRight(String document, String error) {
    assertThat(errors(document)).extracting(SpecError::toString).containsExactly(error);
  }

  @Test
  void allErrorsComeAtOnceInTheOrderOfTheDocument() {
    String document =
        """
        modle: {}
        training:
          epochs: -1
          optimizer: {learningRate: {logUniform: [0.1, 0.01]}, momentm: 0.9}
        augmentation: [flip, 'crop(']
        search: {method: grid}
        """;

    assertThat(errors(document))
        .extracting(SpecError::path)
        .containsExactly(
            "modle",
            "training.epochs",
            "training.optimizer.learningRate.logUniform",
            "training.optimizer.learningRate.logUniform",
            "training.optimizer.momentm",
            "augmentation.1");
  }

  private static List<SpecError> errors(String yaml) {
    return Assertions.catchThrowableOfType(
            InvalidExperimentException.class,
            () ->
                ExperimentReader.read(
                    yaml.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML))
        .errors();
  }
}
