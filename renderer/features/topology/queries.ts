import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getNetworkWhole, type NetworkWhole } from '../../../shared/contracts/networkWhole.ts';
import {
  getMapPlaces,
  getNetwork,
  getNetworkAround,
  getNetworkLoad,
  getNetworkPaths,
  getNetworkPlace,
  getNetworkPlaces,
  type LocatedAddress,
  locateAddress,
  type MapPlaces,
  moveOnMap,
  type NetworkAround,
  type NetworkLoad,
  type NetworkOverview,
  type NetworkPaths,
  type NetworkPlaces,
  undoOnMap,
} from '../../../shared/contracts/topology.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';
import { placeIn } from './model.ts';

export const EVERY_MS = 30_000;
/** What was asked for on the way to a page is not asked for again by it. */
const JUST_ASKED_MS = 5000;

/** What is of now is asked for again and again; what was does not change, and is let go of soon. */
const kept = (at: Instant | undefined) =>
  at === undefined ? { refetchInterval: EVERY_MS } : { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 };
const queryOf = (at: Instant | undefined) => (at === undefined ? {} : { at: String(at) });

/** The network as a whole: how many links, and who has them. */
export function useNetwork() {
  const enabled = useCan('resource.read');
  return useQuery<NetworkOverview, Failure>({
    queryKey: ['topology', 'network'],
    queryFn: ({ signal }) => call(getNetwork, {}, { signal }),
    refetchInterval: EVERY_MS,
    enabled,
  });
}

/** The question what is around a device, now or then: asked by the page, and before it by whoever leads there. */
export const aroundQuery = (id: string, hops: number, at: Instant | undefined) =>
  queryOptions<NetworkAround, Failure>({
    queryKey: ['topology', 'around', id, hops, at],
    queryFn: ({ signal }) => call(getNetworkAround, { params: { id }, query: { hops: String(hops), ...queryOf(at) } }, { signal }),
    staleTime: JUST_ASKED_MS,
  });

/** What is around a device, now or then. More or fewer hops show what was there until it is here. */
export function useAround(id: string, hops: number, at: Instant | undefined) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkAround, Failure>({
    ...aroundQuery(id, hops, at),
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
    ...kept(at),
    enabled,
  });
}

/** What the links around a device carry. */
export function useLoad(id: string | null, hops: number) {
  const enabled = useCan('metric.read') && id !== null;
  return useQuery<NetworkLoad, Failure>({
    queryKey: ['topology', 'load', id, hops],
    queryFn: ({ signal }) => call(getNetworkLoad, { params: { id: id ?? '' }, query: { hops: String(hops) } }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
    refetchInterval: EVERY_MS,
    enabled,
  });
}

/** Where an address is plugged in. */
export function useLocated(address: string) {
  const enabled = useCan('resource.read');
  return useQuery<{ readonly items: readonly LocatedAddress[] }, Failure>({
    queryKey: ['topology', 'located', address],
    queryFn: ({ signal }) => call(locateAddress, { params: { address } }, { signal }),
    enabled,
  });
}

const placesKey = (id: string | null) => ['topology', 'places', id] as const;

/** Where people have put nodes on the map around a device. */
export function useMapPlaces(id: string | null) {
  const enabled = useCan('resource.read') && id !== null;
  return useQuery<MapPlaces, Failure>({
    queryKey: placesKey(id),
    queryFn: ({ signal }) => call(getMapPlaces, { params: { id: id ?? '' } }, { signal }),
    refetchInterval: EVERY_MS,
    enabled,
  });
}

type Wanted = { readonly node: string; readonly to: { readonly x: number; readonly y: number } | null };

/** Puts nodes somewhere, and takes such a change back. */
export function useMapChange(id: string | null) {
  const client = useQueryClient();
  const keep = (places: MapPlaces): void => {
    client.setQueryData(placesKey(id), places);
  };
  const move = useMutation<MapPlaces, Failure, readonly Wanted[]>({
    mutationFn: (moves) =>
      call(moveOnMap, { params: { id: id ?? '' }, body: { moves: moves.map(({ node, to }) => ({ node, to: to && { ...to } })) } }),
    onSuccess: keep,
    // What is on screen was refused: it goes back to where the station has it.
    onError: () => client.invalidateQueries({ queryKey: placesKey(id) }),
  });
  const undo = useMutation<MapPlaces, Failure, number>({
    mutationFn: (version) => call(undoOnMap, { params: { id: id ?? '' }, body: { version } }),
    onSuccess: keep,
  });
  return { move, undo };
}

/** Places and the links between them, now or then. */
export function useNetworkPlaces(at: Instant | undefined) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkPlaces, Failure>({
    queryKey: ['topology', 'everywhere', at],
    queryFn: ({ signal }) => call(getNetworkPlaces, { query: queryOf(at) }, { signal }),
    placeholderData: keepPreviousData,
    ...kept(at),
    enabled,
  });
}

/** The whole network, now or then. */
export function useNetworkWhole(at: Instant | undefined) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkWhole, Failure>({
    queryKey: ['topology', 'whole', at],
    queryFn: ({ signal }) => call(getNetworkWhole, { query: queryOf(at) }, { signal }),
    placeholderData: keepPreviousData,
    ...kept(at),
    enabled,
  });
}

/** The resources of one place and the links between them, now or then. */
export function useNetworkPlace(name: string, at: Instant | undefined) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkAround, Failure>({
    queryKey: ['topology', 'place', name, at],
    queryFn: ({ signal }) => call(getNetworkPlace, { params: { name: placeIn(name) }, query: queryOf(at) }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[2] === name ? before : undefined),
    ...kept(at),
    enabled,
  });
}

/** Ways between two devices. */
export function usePaths(from: string, to: string) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkPaths, Failure>({
    queryKey: ['topology', 'paths', from, to],
    queryFn: ({ signal }) => call(getNetworkPaths, { params: { id: from, to } }, { signal }),
    refetchInterval: EVERY_MS,
    enabled,
  });
}
