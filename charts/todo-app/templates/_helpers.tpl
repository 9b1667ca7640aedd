{{/*
Named templates. Those for one service take (dict "root" $ "service" "backend") and read
its values from .Values.<service>; their output ends without a newline. Each comes after those it includes:

  Labels              selectorLabels, labels, podLabels
  Pods                replicas, podAnnotations
  Image               imageOf, image
  Stopping            timing, check
  Fields of a pod     serviceAccountName, priorityClassName, placement, writableFolders, podSpec,
                      podUser, securityContext
  Service             serviceAnnotations, serviceSpec
  Container           clusterDomain, allowedHosts, databaseSecret, ownEnv, env, container
  Exemptions          annotations
*/}}

{{/* ---- Labels ---- */}}

{{/* The labels that do not change from one version of the chart to the next. */}}
{{- define "todo-app.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{/* Recommended labels of an object, in addition to the fixed `app`. */}}
{{- define "todo-app.labels" -}}
{{ include "todo-app.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: todo-chatbot
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Labels of a service's pods; a new chart version alone does not restart them. */}}
{{- define "todo-app.podLabels" -}}
{{ include "todo-app.selectorLabels" . }}
{{- with (index .root.Values .service).podLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* ---- Pods ---- */}}

{{/*
Number of a service's pods. With autoscaling, the autoscaler owns it, so it is omitted when rendering without a
cluster. In a cluster, omitting it would mean one pod until the autoscaler acts, so the current number is used, or
the minimum at first. (The ConfigMap exists in every namespace and shows whether there is a cluster.)
*/}}
{{- define "todo-app.replicas" -}}
{{- $values := index .root.Values .service -}}
{{- $namespace := .root.Release.Namespace -}}
{{- if not ($values.autoscaling).enabled -}}
{{ $values.replicas }}
{{- else if lookup "v1" "ConfigMap" $namespace "kube-root-ca.crt" -}}
{{- $present := lookup "apps/v1" "Deployment" $namespace (printf "todo-%s" .service) | default dict -}}
{{ dig "spec" "replicas" $values.autoscaling.minReplicas $present }}
{{- end }}
{{- end }}

{{/*
Annotations of a service's pods. A changed ConfigMap or Secret restarts them at the next upgrade; the
Secret is read from the cluster, so `helm template` shows the checksum of an empty one.
*/}}
{{- define "todo-app.podAnnotations" -}}
{{- $root := .root -}}
{{- if eq .service "frontend" -}}
checksum/config: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
{{- else -}}
{{- $secret := lookup "v1" "Secret" $root.Release.Namespace $root.Values.secrets.backendSecretName | default dict -}}
checksum/secret: {{ $secret.data | default dict | toJson | sha256sum }}
{{- end }}
{{- with (index $root.Values .service).podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* ---- Image ---- */}}

{{/* Image reference: a digest takes precedence over the tag. Takes the map that holds image, tag and digest. */}}
{{- define "todo-app.imageOf" -}}
{{- if .digest }}{{ .image }}@{{ .digest }}{{ else }}{{ .image }}:{{ .tag }}{{ end }}
{{- end }}

{{- define "todo-app.image" -}}
{{ include "todo-app.imageOf" (index .root.Values .service) }}
{{- end }}

{{/* ---- Stopping ---- */}}

{{/* Shutdown times of a pod in seconds; values missing in an older release get the defaults. */}}
{{- define "todo-app.timing" -}}
{{- $values := index .root.Values .service -}}
{{- $default := dict "preStopSeconds" 3 "drainSeconds" 6 "terminationGracePeriodSeconds" 60 -}}
{{- range $name, $key := dict "pause" "preStopSeconds" "drain" "drainSeconds" "grace" "terminationGracePeriodSeconds" }}
{{ $name }}: {{ index (ternary $values $default (hasKey $values $key)) $key }}
{{- end }}
{{- end }}

{{/* Fails for values that contradict each other. */}}
{{- define "todo-app.check" -}}
{{- with include "todo-app.timing" . | fromYaml -}}
{{- if le (int .grace) (int (add .pause .drain)) -}}
{{- $must := "it must be more than preStopSeconds and drainSeconds together" -}}
{{- $else := "or pods are killed in the middle of a request" -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is %v: %s (%v), %s" $.service .grace $must (add .pause .drain) $else) -}}
{{- end -}}
{{- end -}}
{{- /* No kubeVersion in Chart.yaml: without a cluster, a Helm built without release metadata assumes v1.20.0,
       and could not even render. */}}
{{- $cluster := .root.Capabilities.KubeVersion.Version -}}
{{- if and (semverCompare "<1.30.0-0" $cluster) (ne $cluster "v1.20.0") -}}
{{- fail (printf "Kubernetes %s is too old: the pause before a pod's stop (preStop.sleep) needs 1.30" $cluster) -}}
{{- end -}}
{{- end }}

{{/* ---- Fields of a pod ---- */}}

{{- define "todo-app.serviceAccountName" -}}
{{- $account := .Values.serviceAccount | default dict -}}
{{ $account.name | default (ternary "todo-app" "default" ($account.create | default false)) }}
{{- end }}

{{/* Named after its value, since Kubernetes does not allow that to change. */}}
{{- define "todo-app.priorityClassName" -}}
{{- with (.Values.scheduling).priorityClass -}}
{{- if .create }}{{ printf "%s-%s-%v" $.Release.Namespace $.Release.Name .value }}{{ else }}{{ .name }}{{ end }}
{{- end }}
{{- end }}

{{/*
Which nodes a pod may run on: its own values, else those in `scheduling`. Without an affinity in either, the pods
of an app are spread out. Takes root, own (the pod's values) and app.
*/}}
{{- define "todo-app.placement" -}}
{{- $all := .root.Values.scheduling | default dict -}}
affinity:
{{- with .own.affinity | default $all.affinity }}
  {{- toYaml . | nindent 2 }}
{{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              app: {{ .app }}
{{- end }}
{{- with .own.nodeSelector | default $all.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .own.tolerations | default $all.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Folders of a service that must be writable on its read-only root, each with its limit. */}}
{{- define "todo-app.writableFolders" -}}
- { name: tmp, path: /tmp, limit: 64Mi }
{{- if eq .service "frontend" }}
- { name: cache, path: /app/frontend/.next/cache, limit: 64Mi }
{{- end }}
{{- end }}

{{/* Pod fields of a service except the containers and the security context. */}}
{{- define "todo-app.podSpec" -}}
{{- $values := index .root.Values .service -}}
{{- $app := printf "todo-%s" .service -}}
serviceAccountName: {{ include "todo-app.serviceAccountName" .root | quote }}
enableServiceLinks: false
terminationGracePeriodSeconds: {{ (include "todo-app.timing" . | fromYaml).grace }}
{{- with include "todo-app.priorityClassName" .root }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (.root.Values.scheduling).topologyKeys }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: 1
    topologyKey: {{ . | quote }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        app: {{ $app }}
  {{- end }}
{{- end }}
{{ include "todo-app.placement" (dict "root" .root "own" $values "app" $app) }}
volumes:
  {{- range include "todo-app.writableFolders" . | fromYamlArray }}
  - name: {{ .name }}
    emptyDir:
      sizeLimit: {{ .limit }}
  {{- end }}
  {{- with $values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* User and groups of a pod, from the values; null ones are omitted. Takes given and default. */}}
{{- define "todo-app.podUser" -}}
{{- $user := dict -}}
{{- range $key, $value := ternary .given .default (kindIs "map" .given) -}}
{{- if not (kindIs "invalid" $value) }}{{ $user = set $user $key (int64 $value) }}{{ end -}}
{{- end -}}
{{- with $user }}{{ toYaml . }}{{ end -}}
{{- end }}

{{/* Fields of a service's pod that set the user it runs as. */}}
{{- define "todo-app.securityContext" -}}
{{- $id := ternary 1000 1001 (eq .service "backend") -}}
{{- $default := dict "runAsUser" $id "runAsGroup" $id -}}
{{- $given := (index .root.Values .service).securityContext -}}
{{- include "todo-app.podUser" (dict "given" $given "default" $default) -}}
{{- end }}

{{/* ---- Service ---- */}}

{{/* Annotations of a service's Service; the contract requires a NodePort, which violates a rule of kube-score. */}}
{{- define "todo-app.serviceAnnotations" -}}
{{- $values := index .root.Values .service -}}
{{- $all := dict -}}
{{- if eq ($values.serviceType | default "ClusterIP") "NodePort" }}{{ $all = dict "kube-score/ignore" "service-type" }}{{ end -}}
{{- with merge (dict) ($values.serviceAnnotations | default dict) $all }}{{ toYaml . }}{{ end -}}
{{- end }}

{{/* Additional fields of a service's Service. */}}
{{- define "todo-app.serviceSpec" -}}
{{- $values := index .root.Values .service -}}
{{- $spec := dict -}}
{{- with .root.Values.ipFamilyPolicy }}{{ $spec = set $spec "ipFamilyPolicy" . }}{{ end -}}
{{- if eq ($values.serviceType | default "ClusterIP") "LoadBalancer" -}}
{{- with $values.loadBalancerClass }}{{ $spec = set $spec "loadBalancerClass" . }}{{ end -}}
{{- with $values.loadBalancerSourceRanges }}{{ $spec = set $spec "loadBalancerSourceRanges" . }}{{ end -}}
{{- end -}}
{{- with $spec }}{{ toYaml . }}{{ end -}}
{{- end }}

{{/* ---- Container ---- */}}

{{- define "todo-app.clusterDomain" -}}
{{ .Values.clusterDomain | default "cluster.local" }}
{{- end }}

{{/*
Host names both services accept, in addition to the addresses that probes use: those of their Services, the one
the frontend uses for the backend, and the public ones.
*/}}
{{- define "todo-app.allowedHosts" -}}
{{- $hosts := list (urlParse .Values.configmap.apiUrl).hostname -}}
{{- range $service := list "todo-backend" "todo-frontend" -}}
{{- $local := printf "%s.%s" $service $.Release.Namespace -}}
{{- $full := printf "%s.svc.%s" $local (include "todo-app.clusterDomain" $) -}}
{{- $hosts = concat $hosts (list $service $local (printf "%s.svc" $local) $full) -}}
{{- end -}}
{{- if (.Values.ingress).enabled }}{{ $hosts = append $hosts .Values.ingress.host }}{{ end -}}
{{- if (.Values.httpRoute).enabled }}{{ $hosts = concat $hosts .Values.httpRoute.hostnames }}{{ end -}}
{{- concat $hosts (.Values.allowedHosts | default list) | compact | uniq | join "," -}}
{{- end }}

{{/* The Secret and key with DATABASE_URL; empty when it is part of the backend's own Secret. */}}
{{- define "todo-app.databaseSecret" -}}
{{- if eq .Values.database.mode "builtin" -}}
{ name: {{ .Values.database.builtin.existingSecret | default "todo-database" | quote }}, key: url }
{{- else if eq .Values.database.mode "cloudnative-pg" -}}
{ name: todo-database-app, key: uri }
{{- end }}
{{- end }}

{{/* Environment variables the chart itself sets in a service's container. */}}
{{- define "todo-app.ownEnv" -}}
{{- $values := index .root.Values .service -}}
- name: {{ ternary "BACKEND_PORT" "PORT" (eq .service "backend") }}
  value: {{ $values.port | quote }}
- name: {{ ternary "BACKEND_HOST" "HOSTNAME" (eq .service "backend") }}
  value: {{ .root.Values.listenAddress | default "0.0.0.0" | quote }}
- name: DRAIN_SECONDS
  value: {{ (include "todo-app.timing" . | fromYaml).drain | quote }}
- name: ALLOWED_HOSTS
  value: {{ include "todo-app.allowedHosts" .root | quote }}
{{- if or (.root.Values.ingress).enabled (.root.Values.httpRoute).enabled }}
{{- /* A proxy of the cluster stands in front of the frontend, which stands in front of the backend. */}}
- name: {{ ternary "TRUST_PROXY" "TRUST_FORWARDED_HEADERS" (eq .service "backend") }}
  value: {{ ternary "2" "true" (eq .service "backend") | quote }}
{{- end }}
{{- $isDefault := eq .root.Values.configmap.apiUrl "http://todo-backend:8000" }}
{{- if and (eq .service "frontend") $isDefault (ne (int .root.Values.backend.port) 8000) }}
{{- /* The default address follows the backend's port. */}}
- name: NEXT_PUBLIC_API_URL
  value: {{ printf "http://todo-backend:%v" .root.Values.backend.port | quote }}
{{- end }}
{{- if eq .service "backend" }}
- name: REGISTRATION
  value: {{ .root.Values.registration | default "open" | quote }}
{{- with include "todo-app.timing" . | fromYaml }}
- name: SHUTDOWN_SECONDS
  value: {{ sub .grace (add .pause .drain 5) | max 1 | quote }}
{{- end }}
{{- with (.root.Values.proxy).url }}
{{- /* Node uses these only with NODE_USE_ENV_PROXY. */}}
- name: NODE_USE_ENV_PROXY
  value: "1"
- name: HTTPS_PROXY
  value: {{ . | quote }}
- name: HTTP_PROXY
  value: {{ . | quote }}
- name: NO_PROXY
  {{- $inside := list "localhost" "127.0.0.1" "::1" "todo-frontend" "todo-database" ".svc" }}
  {{- $domain := printf ".%s" (include "todo-app.clusterDomain" $.root) }}
  value: {{ concat $inside (list $domain) ($.root.Values.proxy.noProxy | default list) | join "," | quote }}
{{- end }}
{{- with include "todo-app.databaseSecret" .root | fromYaml }}
- name: DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ .name | quote }}
      key: {{ .key | quote }}
{{- end }}
{{- if (.root.Values.monitoring).enabled }}
- name: METRICS_PORT
  value: {{ .root.Values.monitoring.port | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/*
Environment of a service's container, in addition to its Secret or ConfigMap and taking precedence over them. An
entry of `env` replaces the chart's own variable of that name, so none is set twice.
*/}}
{{- define "todo-app.env" -}}
{{- include "todo-app.check" . -}}
{{- $given := (index .root.Values .service).env | default list -}}
{{- $names := list -}}
{{- range $given }}{{ $names = append $names .name }}{{ end -}}
{{- $all := list -}}
{{- range include "todo-app.ownEnv" . | fromYamlArray }}{{ if not (has .name $names) }}{{ $all = append $all . }}{{ end }}{{ end -}}
{{- concat $all $given | toYaml }}
{{- end }}

{{/* Container fields of a service: the pause before SIGTERM and what it may write to. */}}
{{- define "todo-app.container" -}}
{{- with (include "todo-app.timing" . | fromYaml).pause -}}
lifecycle:
  preStop:
    sleep:
      seconds: {{ . }}
{{ end -}}
volumeMounts:
  {{- range include "todo-app.writableFolders" . | fromYamlArray }}
  - name: {{ .name }}
    mountPath: {{ .path }}
  {{- end }}
  {{- with (index .root.Values .service).extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* ---- Exemptions ---- */}}

{{/*
Exemptions of a Deployment from rules of kube-score and polaris that the deployment's contract violates
on purpose; docs/deployment.md gives the reason for each.
*/}}
{{- define "todo-app.annotations" -}}
{{- $values := index .root.Values .service -}}
{{- $latest := and (not $values.digest) (eq (toString $values.tag) "latest") -}}
{{- $score := list "container-security-context-user-group-id" "pod-probes-identical" -}}
{{- if ne $values.imagePullPolicy "Always" }}{{ $score = append $score "container-image-pull-policy" }}{{ end -}}
{{- if $latest }}{{ $score = append $score "container-image-tag" }}{{ end -}}
kube-score/ignore: {{ join "," $score }}
polaris.fairwinds.com/metadataAndInstanceMismatched-exempt: "true"
{{- if ne $values.imagePullPolicy "Always" }}
polaris.fairwinds.com/pullPolicyNotAlways-exempt: "true"
{{- end }}
{{- if $latest }}
polaris.fairwinds.com/tagNotSpecified-exempt: "true"
{{- end }}
{{- if ($values.autoscaling).enabled }}
polaris.fairwinds.com/deploymentMissingReplicas-exempt: "true"
{{- end }}
{{- if not (include "todo-app.priorityClassName" .root) }}
polaris.fairwinds.com/priorityClassNotSet-exempt: "true"
{{- end }}
{{- end }}
