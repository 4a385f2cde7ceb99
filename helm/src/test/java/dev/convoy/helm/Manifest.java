package dev.convoy.helm;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One rendered Kubernetes object. */
record Manifest(JsonObject json) {
  private static final Gson GSON = new Gson();
  private static final KubernetesSerialization TYPES = new KubernetesSerialization();

  static List<Manifest> parse(String rendered) {
    List<Manifest> manifests = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(rendered)) {
      if (document != null) {
        manifests.add(new Manifest(GSON.toJsonTree(document).getAsJsonObject()));
      }
    }
    return manifests;
  }

  String kind() {
    return json.get("kind").getAsString();
  }

  String name() {
    return at("metadata").get("name").getAsString();
  }

  /** The object beneath these fields. */
  JsonObject at(String... fields) {
    JsonObject found = json;
    for (String field : fields) {
      found = found.getAsJsonObject(field);
    }
    return found;
  }

  boolean hasPods() {
    return kind().equals("Deployment") || kind().equals("StatefulSet");
  }

  JsonObject pod() {
    return at("spec", "template", "spec");
  }

  /** Every pod of the chart has one container. */
  JsonObject container() {
    return pod().getAsJsonArray("containers").get(0).getAsJsonObject();
  }

  /** The container's variables in order, each with a name. */
  Stream<JsonObject> variables() {
    return StreamSupport.stream(container().getAsJsonArray("env").spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  Optional<String> variable(String name) {
    return variables()
        .filter(variable -> variable.get("name").getAsString().equals(name))
        .map(variable -> variable.get("value").getAsString())
        .findFirst();
  }

  /**
   * Checks it against the models of two clients: one knows all names, the other all types.
   *
   * @throws RuntimeException naming what Kubernetes would refuse
   */
  void requireValid() {
    namesOf(kind()).accept(json);
    TYPES.unmarshal(json.toString());
  }

  private static Consumer<JsonElement> namesOf(String kind) {
    return json -> {
      try {
        Class.forName("io.kubernetes.client.openapi.models.V1" + kind)
            .getMethod("validateJsonElement", JsonElement.class)
            .invoke(null, json);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(kind + " is not as Kubernetes has it", e);
      }
    };
  }
}
