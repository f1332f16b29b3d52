package dev.etude.plugins.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunTag;

/** Tags as MLflow's client has them. */
final class Tags {
    private Tags() {}

    /** Those of a run, by key. */
    static Map<String, String> of(Run there) {
        Map<String, String> tags = new LinkedHashMap<>();
        there.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }
}
