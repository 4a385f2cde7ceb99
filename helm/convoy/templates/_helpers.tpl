{{/* Names and labels. A component is (list . "gateway"). */}}
{{- define "convoy.name" -}}
{{- printf "%s-%s" (index . 0).Release.Name (index . 1) | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "convoy.selector" -}}
app.kubernetes.io/name: convoy
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "convoy.labels" -}}
{{ include "convoy.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{- define "convoy.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default .Release.Name .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* What every pod template begins with. */}}
{{- define "convoy.podMetadata" -}}
labels:
  {{- include "convoy.labels" . | nindent 2 }}
annotations:
  prometheus.io/scrape: "true"
  prometheus.io/port: "8080"
  prometheus.io/path: /metrics
{{- end }}

{{/* What every pod has: (list . "gateway" settings). */}}
{{- define "convoy.pod" -}}
{{- $root := index . 0 }}
{{- $settings := index . 2 }}
serviceAccountName: {{ include "convoy.serviceAccount" $root }}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "convoy.selector" . | nindent 8 }}
{{- end }}

{{/* What every container has, but its own variables: (list . "gateway" settings "main.Class"). */}}
{{- define "convoy.container" -}}
{{- $root := index . 0 }}
{{- $settings := index . 2 }}
{{- $image := mergeOverwrite (deepCopy $root.Values.image) (default dict $settings.image) }}
image: {{ printf "%s:%s" $image.repository (default $root.Chart.AppVersion $image.tag) | quote }}
imagePullPolicy: {{ $image.pullPolicy }}
command: [java, -cp, "/app/lib/*", {{ index . 3 }}]
ports:
  - name: http
    containerPort: 8080
livenessProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 10
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 5
startupProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 2
  failureThreshold: 60
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  {{- toYaml $settings.resources | nindent 2 }}
{{- with $root.Values.kafka.existingSecret }}
envFrom:
  - secretRef:
      name: {{ . }}
{{- end }}
{{- end }}

{{/* The variables that every service reads. */}}
{{- define "convoy.env" -}}
{{- $root := index . 0 }}
{{- $kafka := $root.Values.kafka }}
- name: JDK_JAVA_OPTIONS
  value: {{ (index . 2).jvmOptions | quote }}
- name: CONVOY_HTTP_PORT
  value: "8080"
- name: CONVOY_KAFKA
  value: {{ $kafka.bootstrapServers | quote }}
- name: CONVOY_KAFKA_PARTITIONS
  value: {{ $kafka.partitions | quote }}
- name: CONVOY_KAFKA_REPLICATION
  value: {{ $kafka.replication | quote }}
{{- range $name, $value := $kafka.client }}
- name: CONVOY_KAFKA_CLIENT_{{ $name | upper | replace "." "_" }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Lets a node be drained one pod at a time. */}}
{{- define "convoy.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "convoy.name" . }}
  labels:
    {{- include "convoy.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "convoy.selector" . | nindent 6 }}
{{- end }}
